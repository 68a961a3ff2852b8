import { Button, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../../../languages/index.ts";
import { DifferenceTable } from "../difference-table.tsx";
import { differencesOf } from "../facts.ts";
import type { Names, RuleResponse } from "../requests.ts";
import { ruleSentences } from "../sentences.ts";
import type { WizardState } from "./use-wizard.ts";
import styles from "./wizard-notice.module.css";

interface Props {
  readonly wizard: WizardState;
  readonly theirs: RuleResponse;
  readonly names: Names;
}

/** Somebody else saved the rule first: what differs, and which of the two shall stand. */
export const Meanwhile = ({ wizard, theirs, names }: Props): ReactNode => {
  const say = useSay(ruleSentences);
  return (
    <div role="alert" className={styles["notice"]}>
      <Stack gap="sm">
        <Text fw={600}>{say("meanwhile.title", { version: theirs.version })}</Text>
        <Text size="sm">{say("meanwhile.text")}</Text>
        <DifferenceTable
          caption={say("meanwhile.caption")}
          from={say("meanwhile.theirs")}
          to={say("meanwhile.mine")}
          differences={differencesOf(theirs, wizard.draft, say, names)}
        />
        <Group gap="sm">
          <Button variant="default" onClick={wizard.takeTheirs}>
            {say("meanwhile.take")}
          </Button>
          <Button onClick={wizard.keepMine}>{say("meanwhile.keep")}</Button>
        </Group>
      </Stack>
    </div>
  );
};
