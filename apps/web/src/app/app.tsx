import { MantineProvider } from "@mantine/core";
import type { ReactNode } from "react";
import { SetupPage } from "../features/setup/setup-page.tsx";
import { HomePage } from "./home-page.tsx";
import { Shell } from "./shell.tsx";
import { cssVariables, theme } from "./theme.ts";
import { useReadiness } from "./use-readiness.ts";

/** The whole of the console: the set-up form at `/setup`, the state of the installation everywhere else. */
export const App = ({ pathname }: { readonly pathname: string }): ReactNode => (
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
    <Shell>
      <Page pathname={pathname} />
    </Shell>
  </MantineProvider>
);

const Page = ({ pathname }: { readonly pathname: string }): ReactNode => {
  const { readiness, checks, checkAgain } = useReadiness();
  if (/^\/setup\/?$/.test(pathname)) {
    const setUp = readiness.kind === "known" && readiness.setUp;
    return <SetupPage state={readiness.kind === "checking" ? "checking" : setUp ? "done" : "open"} />;
  }
  return <HomePage readiness={readiness} checks={checks} onCheckAgain={checkAgain} />;
};
