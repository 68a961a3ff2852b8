import { MantineProvider } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { IncidentPage } from "../features/incidents/incident-page.tsx";
import { IncidentsPage } from "../features/incidents/incidents-page.tsx";
import { SetupPage } from "../features/setup/setup-page.tsx";
import { SignInPage } from "../features/sign-in/sign-in-page.tsx";
import { NavigationProvider, useNavigation } from "../lib/navigation.tsx";
import { pageAt } from "../lib/pages.ts";
import { SessionProvider, useSession } from "../lib/session.tsx";
import { HomePage } from "./home-page.tsx";
import { Shell } from "./shell.tsx";
import { cssVariables, theme } from "./theme.ts";
import { useReadiness } from "./use-readiness.ts";

/** The whole of the console: the set-up form, the incidents, and the state of the installation everywhere else. */
export const App = (): ReactNode => (
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
    <NavigationProvider>
      <SessionProvider>
        <Pages />
      </SessionProvider>
    </NavigationProvider>
  </MantineProvider>
);

const Pages = (): ReactNode => {
  const { readiness, checks, checkAgain } = useReadiness();
  const { pathname, visit } = useNavigation();
  const page = pageAt(pathname);
  const notSetUp = readiness.kind === "known" && !readiness.setUp;

  if (page.kind === "setup") {
    const setUp = readiness.kind === "known" && readiness.setUp;
    return (
      <Shell>
        <SetupPage state={readiness.kind === "checking" ? "checking" : setUp ? "done" : "open"} />
      </Shell>
    );
  }
  if (page.kind === "home" || notSetUp) {
    return (
      <Shell navigates={!notSetUp}>
        <HomePage readiness={readiness} checks={checks} onCheckAgain={checkAgain} focus={visit > 0} />
      </Shell>
    );
  }
  return (
    <Shell navigates wide>
      <SignedIn key={visit} moved={visit > 0}>
        {(focus) =>
          page.kind === "incident" ? <IncidentPage id={page.id} focus={focus} /> : <IncidentsPage focus={focus} />
        }
      </SignedIn>
    </Shell>
  );
};

interface SignedInProps {
  /** Whether another page was open before. */
  readonly moved: boolean;
  readonly children: (focus: boolean) => ReactNode;
}

/** Shows a page to who is signed in and asks anybody else for a token. Whatever replaces something takes the focus. */
const SignedIn = ({ moved, children }: SignedInProps): ReactNode => {
  const { token } = useSession();
  const [first] = useState(token);
  const focus = moved || token !== first;
  return token === null ? <SignInPage focus={focus} /> : children(focus);
};
