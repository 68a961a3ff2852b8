import { Anchor, Button, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ApiDocsLink } from "../components/api-docs-link.tsx";
import { Card } from "../components/card.tsx";
import { CodeLine } from "../components/code-line.tsx";
import { PageTitle } from "../components/page-title.tsx";
import { Pending } from "../components/pending.tsx";
import type { Sentences } from "../languages/en.ts";
import { useLanguage } from "../languages/index.ts";
import { type Readiness, useReadiness } from "../lib/readiness.ts";

/** Says how an installation stands that is not set up. A repeated check moves the focus to the title, so that its answer is heard. */
export const InstallationPage = (): ReactNode => {
  const { home } = useLanguage().sentences;
  const { state, at, checkAgain } = useReadiness();
  const [first] = useState(at);
  if (state.kind === "checking") return <Pending label={home.checking} />;
  const ready = state.kind === "known" && state.ready;
  return (
    <Card>
      <PageTitle key={at} text={titleOf(state, home)} focus={at !== first} />
      {ready ? (
        <>
          <WhereTheLinkIs />
          <Text>
            <ApiDocsLink />
          </Text>
        </>
      ) : (
        <>
          <Text>{state.kind === "unknown" ? home.unreachableHelp : home.notReadyHelp}</Text>
          <div>
            <Button variant="default" onClick={checkAgain}>
              {home.checkAgain}
            </Button>
          </div>
        </>
      )}
    </Card>
  );
};

const titleOf = (state: Readiness, home: Sentences["home"]): string => {
  if (state.kind !== "known") return home.unreachable;
  return state.ready ? home.notSetUp : home.notReady;
};

const WhereTheLinkIs = (): ReactNode => {
  const { home } = useLanguage().sentences;
  return (
    <Stack gap="sm">
      <Text>{home.findLink}</Text>
      <CodeLine text={`${window.location.origin}/setup#token=…`} />
      <Text>{home.findLinkInContainers}</Text>
      <CodeLine text="docker compose logs | grep 'setup#token='" />
      <Text>
        {home.haveToken}{" "}
        <Anchor href="/setup" underline="always">
          {home.enterToken}
        </Anchor>
      </Text>
    </Stack>
  );
};
