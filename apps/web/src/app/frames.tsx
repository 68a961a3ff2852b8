import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { ConfirmProvider } from "../components/confirm.tsx";
import { useReadiness } from "../lib/readiness.ts";
import { useSession } from "../lib/session.tsx";
import { useLive } from "../lib/use-live.ts";
import { VisitProvider } from "../lib/visit.tsx";
import { InstallationPage } from "./installation-page.tsx";
import { PlainShell } from "./shell/plain-shell.tsx";
import { Shell } from "./shell/shell.tsx";
import { OpeningPage } from "./standing-pages.tsx";

const SignInPage = lazy(async () => ({ default: (await import("../features/sign-in/sign-in-page.tsx")).SignInPage }));

/** Round everything, whoever looks. */
export const Root = (): ReactNode => (
  <VisitProvider>
    <ConfirmProvider>
      <Outlet />
    </ConfirmProvider>
  </VisitProvider>
);

/** Round the pages that need nobody to be signed in. */
export const PublicFrame = (): ReactNode => (
  <PlainShell>
    <Suspense fallback={<OpeningPage />}>
      <Outlet />
    </Suspense>
  </PlainShell>
);

/** Shows a page to who is signed in, and asks anybody else to sign in first; the address stays. */
export const ConsoleFrame = (): ReactNode => {
  const readiness = useReadiness();
  const { token } = useSession();
  useLive();
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  if (readiness.state.kind === "known" && !readiness.state.setUp) {
    return (
      <PlainShell>
        <InstallationPage />
      </PlainShell>
    );
  }
  if (token === null) {
    return (
      <PlainShell>
        <Suspense fallback={<OpeningPage />}>
          <SignInPage />
        </Suspense>
      </PlainShell>
    );
  }
  return (
    <Shell key={token}>
      <Suspense key={pathname} fallback={<OpeningPage />}>
        <Outlet />
      </Suspense>
    </Shell>
  );
};
