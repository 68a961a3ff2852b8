import { Button, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../../../languages/index.ts";
import { DifferenceTable } from "../difference-table.tsx";
import { FactList } from "../fact-list.tsx";
import { differencesOf, factsOf, sentenceOf } from "../facts.ts";
import { ruleSentences } from "../sentences.ts";
import { draftOf } from "./draft.ts";
import styles from "./review-step.module.css";
import type { StepProps } from "./step-props.ts";

const sections = ["basics", "settings", "recipients"] as const;

/** The rule as a sentence and field by field, each section with its way back; of an edited rule what is different first. */
export const ReviewStep = ({ wizard, names }: StepProps): ReactNode => {
  const say = useSay(ruleSentences);
  const { draft, base } = wizard;
  const facts = factsOf(draft, say, names);
  return (
    <Stack gap="lg">
      <p className={styles["sentence"]}>{sentenceOf(draft, say, names)}</p>
      {!draft.enabled && <Text>{say("review.off")}</Text>}
      {base !== null && (
        <section aria-labelledby="review-changes">
          <h3 id="review-changes" className={styles["title"]}>
            {say("review.changes")}
          </h3>
          <DifferenceTable
            caption={say("review.changes")}
            from={say("differences.before")}
            to={say("differences.after")}
            differences={differencesOf(draftOf(base), draft, say, names)}
          />
        </section>
      )}
      {sections.map((section) => (
        <section key={section} aria-labelledby={`review-${section}`}>
          <div className={styles["head"]}>
            <h3 id={`review-${section}`} className={styles["title"]}>
              {say(`step.${section}`)}
            </h3>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={say("review.edit", { section: say(`step.${section}`) })}
              onClick={() => wizard.goTo(section)}
            >
              {say("edit")}
            </Button>
          </div>
          <FactList facts={facts.filter((fact) => fact.section === section)} />
        </section>
      ))}
    </Stack>
  );
};
