import { Outlet, useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { ConfirmProvider } from "../components/confirm.tsx";
import { FailurePage } from "../components/failure-page.tsx";
import { useOwnLanguage } from "../languages/index.ts";
import { statusOf } from "../lib/http.ts";
import { useMeAnswer } from "../lib/permissions.ts";
import { useReadiness } from "../lib/readiness.ts";
import { useReturn } from "../lib/return-to.ts";
import { useSession } from "../lib/session.tsx";
import { useLive } from "../lib/use-live.ts";
import { VisitProvider } from "../lib/visit.tsx";
import { InstallationPage } from "./installation-page.tsx";
import { PlainShell } from "./shell/plain-shell.tsx";
import { Shell } from "./shell/shell.tsx";
import { NoRolePage, OpeningPage } from "./standing-pages.tsx";

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
  const { state } = useReadiness();
  const { signedOut } = useSession();
  if (state.kind === "known" && !state.setUp) {
    return (
      <PlainShell>
        <InstallationPage />
      </PlainShell>
    );
  }
  if (!signedOut) return <SignedInFrame />;
  return (
    <PlainShell>
      <Suspense fallback={<OpeningPage />}>{state.kind === "checking" ? <OpeningPage /> : <SignInPage />}</Suspense>
    </PlainShell>
  );
};

const SignedInFrame = (): ReactNode => {
  const { value: me, failure, asking, again } = useMeAnswer();
  const { chosen, choose } = useSession();
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  useLive(me?.organization?.id ?? null);
  useOwnLanguage(me?.user.locale ?? null);
  useReturn(me !== null);
  const gone = failure !== null && statusOf(failure) === 404 && chosen !== null;
  useEffect(() => {
    if (gone) choose(null);
  }, [gone, choose]);
  if (me === null || me.organization === null) {
    return (
      <PlainShell>
        {me !== null && <NoRolePage />}
        {me === null &&
          (failure === null || gone ? <OpeningPage /> : <FailurePage {...{ failure, asking }} onAgain={again} />)}
      </PlainShell>
    );
  }
  return (
    <Shell key={me.organization.id}>
      <Suspense key={pathname} fallback={<OpeningPage />}>
        <Outlet />
      </Suspense>
    </Shell>
  );
};
