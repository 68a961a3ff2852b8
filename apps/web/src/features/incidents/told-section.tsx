import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { FailureHelp, failureTitle } from "../../components/failure-help.tsx";
import { ShowAll } from "../../components/show-all.tsx";
import type { Answer } from "../../lib/api.ts";
import type { Reader } from "../../lib/reader.ts";
import { toldFirst } from "./explanation.ts";
import { MailList } from "./mail-list.tsx";
import { Mutes } from "./mutes.tsx";
import type { Delivery, Explanations } from "./requests.ts";
import { RuleItem } from "./rule-item.tsx";
import { SectionSkeleton } from "./skeletons.tsx";
import styles from "./told-section.module.css";

interface Props {
  readonly explanations: Answer<Explanations>;
  readonly deliveries: Answer<{ readonly items: readonly Delivery[] }>;
  /** Whether somebody looks after the incident now. */
  readonly acknowledged: boolean;
  readonly reader: Reader;
}

/** Who was told, who was not, and why, rule by rule; then the mails that came of it. */
export const ToldSection = ({ explanations, deliveries, acknowledged, reader }: Props): ReactNode => {
  const { sentences } = reader;
  if (explanations.value === null) {
    if (explanations.failure === null) return <SectionSkeleton label={sentences.told.loading} />;
    return (
      <Card>
        <Title order={2}>{sentences.told.title}</Title>
        <Text fw={600}>{failureTitle(explanations.failure, sentences)}</Text>
        <FailureHelp failure={explanations.failure} asking={explanations.asking} onAgain={explanations.again} />
      </Card>
    );
  }
  const { rules } = explanations.value;
  const told = rules.filter(({ notified }) => notified).length;
  return (
    <Card>
      <Title order={2} id="told" tabIndex={-1}>
        {sentences.told.title}
      </Title>
      {rules.length === 0 ? (
        <Text>{sentences.told.noRules}</Text>
      ) : (
        <>
          <Text>{told === 0 ? sentences.told.nobody : sentences.told.summary(told, rules.length)}</Text>
          <ShowAll
            items={toldFirst(rules)}
            keyOf={({ rule }) => rule.id}
            what={sentences.told.title}
            className={styles["rules"]}
          >
            {(rule) => <RuleItem explained={rule} acknowledged={acknowledged} reader={reader} />}
          </ShowAll>
        </>
      )}
      <Mutes explanations={explanations.value} reader={reader} />
      {deliveries.value !== null && <MailList deliveries={deliveries.value.items} reader={reader} />}
      {deliveries.value === null && deliveries.failure !== null && (
        <>
          <Title order={3}>{sentences.told.mails}</Title>
          <Text fw={600}>{failureTitle(deliveries.failure, sentences)}</Text>
          <FailureHelp failure={deliveries.failure} asking={deliveries.asking} onAgain={deliveries.again} />
        </>
      )}
    </Card>
  );
};
