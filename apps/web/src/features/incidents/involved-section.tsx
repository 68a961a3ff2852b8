import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import type { Reader } from "../../lib/reader.ts";
import { groupEvidence } from "./evidence.ts";
import { EvidenceGroups } from "./evidence-groups.tsx";
import type { Alert } from "./newest-first.ts";

interface Props {
  readonly alerts: readonly Alert[];
  readonly reader: Reader;
}

/** The evidence of all alerts together; with a single alert that says it itself. */
export const InvolvedSection = ({ alerts, reader }: Props): ReactNode => {
  const { incident } = reader.sentences;
  const groups = groupEvidence(alerts.flatMap(({ evidence }) => evidence));
  if (alerts.length < 2 || groups.length === 0) return null;
  return (
    <Card>
      <div>
        <Title order={2}>{incident.involved}</Title>
        <Text size="sm" c="dimmed">
          {incident.involvedHelp}
        </Text>
      </div>
      <EvidenceGroups groups={groups} reader={reader} />
    </Card>
  );
};
