import { Anchor, Button, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiDocsLink } from "../components/api-docs-link.tsx";
import { Card } from "../components/card.tsx";
import { CodeLine } from "../components/code-line.tsx";
import { Link } from "../components/link.tsx";
import { PageTitle } from "../components/page-title.tsx";
import { Pending } from "../components/pending.tsx";
import { useLanguage } from "../languages/index.ts";
import { incidentsPath } from "../lib/pages.ts";
import type { Readiness } from "../lib/readiness.ts";

interface Props {
  readonly readiness: Readiness;
  readonly checks: number;
  readonly onCheckAgain: () => void;
  /** Whether another page was open before. */
  readonly focus: boolean;
}

/** Says how this installation stands. A repeated check moves the focus to the title, so that its answer is heard. */
export const HomePage = ({ readiness, checks, onCheckAgain, focus }: Props): ReactNode => {
  const { home } = useLanguage().sentences;
  if (readiness.kind === "checking") return <Pending label={home.checking} />;
  const again = (
    <Button variant="default" onClick={onCheckAgain}>
      {home.checkAgain}
    </Button>
  );
  const title = (text: string) => <PageTitle key={checks} text={text} focus={focus || checks > 1} />;

  if (readiness.kind === "unknown") {
    return (
      <Card>
        {title(home.unreachable)}
        <Text>{home.unreachableHelp}</Text>
        <div>{again}</div>
      </Card>
    );
  }
  if (!readiness.ready) {
    return (
      <Card>
        {title(home.notReady)}
        <Text>{home.notReadyHelp}</Text>
        <div>{again}</div>
      </Card>
    );
  }
  return (
    <Card>
      {title(readiness.setUp ? home.setUp : home.notSetUp)}
      {readiness.setUp ? (
        <>
          <Text>{home.setUpHelp}</Text>
          <Text>
            <Link to={incidentsPath} underline="always">
              {home.openIncidents}
            </Link>
          </Text>
        </>
      ) : (
        <WhereTheLinkIs />
      )}
      <Text>
        <ApiDocsLink />
      </Text>
    </Card>
  );
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
