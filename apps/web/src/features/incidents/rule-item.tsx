import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { ShowAll } from "../../components/show-all.tsx";
import { YesNo } from "../../components/yes-no.tsx";
import type { Reader } from "../../lib/reader.ts";
import { EscalationSteps } from "./escalation-steps.tsx";
import { type RuleExplained, storiesOf } from "./explanation.ts";
import styles from "./rule-item.module.css";
import { StoryItem } from "./story-item.tsx";

interface Props {
  readonly explained: RuleExplained;
  readonly acknowledged: boolean;
  readonly reader: Reader;
}

/** What one rule made of each change, the newest first. */
export const RuleItem = ({ explained, acknowledged, reader }: Props): ReactNode => {
  const { told } = reader.sentences;
  return (
    <section className={styles["rule"]}>
      <div className={styles["heading"]}>
        <Title order={3}>
          <Foreign text={explained.rule.name} />
        </Title>
        <YesNo yes={explained.notified} text={explained.notified ? told.told : told.notTold} />
      </div>
      <EscalationSteps escalations={explained.escalations} acknowledged={acknowledged} reader={reader} />
      <ShowAll
        ordered
        items={storiesOf(explained)}
        keyOf={({ change }) => change.id}
        what={told.rule(explained.rule.name)}
        className={styles["stories"]}
      >
        {(story) => <StoryItem story={story} rule={explained.rule.name} reader={reader} />}
      </ShowAll>
    </section>
  );
};
