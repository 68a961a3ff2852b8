import { Anchor, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Card } from "../../components/card.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { Pending } from "../../components/pending.tsx";
import { useLanguage } from "../../languages/index.ts";
import { useReadiness } from "../../lib/readiness.ts";
import { DonePage } from "./done-page.tsx";
import type { SetupAnswer } from "./fields.ts";
import { SetupForm } from "./setup-form.tsx";

/** Sets the installation up, once, and then shows what was made. */
export const SetupPage = (): ReactNode => {
  const { state } = useReadiness();
  const { home, setup, setupFailures } = useLanguage().sentences;
  const [answer, setAnswer] = useState<SetupAnswer | null>(null);
  if (answer !== null) return <DonePage answer={answer} />;
  if (state.kind === "checking") return <Pending label={setup.checking} />;
  // Also where it is not known how things stand: the api has the last word.
  if (state.kind === "unknown" || !state.setUp) return <SetupForm onDone={setAnswer} />;
  return (
    <Card>
      <PageTitle text={setupFailures.alreadySetUp} />
      <Text>{setupFailures.alreadySetUpHelp}</Text>
      <Text>
        <Anchor href="/" underline="always">
          {home.signIn}
        </Anchor>
      </Text>
    </Card>
  );
};
