import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { ShowAll } from "../../components/show-all.tsx";
import { Time } from "../../components/time.tsx";
import type { Reader } from "../../lib/reader.ts";
import { changeLines, type Line } from "./change-lines.ts";
import type { Incident } from "./requests.ts";
import styles from "./timeline.module.css";

type Change = Incident["changes"][number];

interface Props {
  readonly changes: readonly Change[];
  readonly reader: Reader;
}

/** What became of the incident, the newest change first. */
export const Timeline = ({ changes, reader }: Props): ReactNode => {
  const { incident } = reader.sentences;
  return (
    <Card>
      <Title order={2}>{incident.timeline}</Title>
      {changes.length === 0 && <Text>{incident.noChanges}</Text>}
      <ShowAll
        ordered
        items={[...changes].sort((a, b) => b.seq - a.seq)}
        keyOf={(change) => change.id}
        what={incident.timeline}
        className={styles["changes"]}
      >
        {(change) => <ChangeItem change={change} reader={reader} />}
      </ShowAll>
    </Card>
  );
};

const ChangeItem = ({ change, reader }: { readonly change: Change; readonly reader: Reader }): ReactNode => {
  const { words, incident } = reader.sentences;
  const lines = changeLines(change.detail, reader);
  return (
    <>
      <div className={styles["heading"]}>
        <strong>{change.kinds.map((kind) => words.change[kind]).join(", ")}</strong>
        <span className={styles["at"]}>
          <Time at={change.at} times={reader.times} />
        </span>
      </div>
      {lines.map((line) => (
        <LineItem key={line.text} line={line} otherwise={incident.untitledAlert} what={incident.alerts} />
      ))}
    </>
  );
};

interface LineProps {
  readonly line: Line;
  readonly otherwise: string;
  readonly what: string;
}

const LineItem = ({ line, otherwise, what }: LineProps): ReactNode => (
  <div>
    <Foreign text={line.text} />
    {line.alerts.length > 0 && (
      <ShowAll items={line.alerts} keyOf={(alert) => alert.key} what={what} className={styles["alerts"]}>
        {(alert) => (
          <span className={styles["alert"]}>
            <SeverityBadge severity={alert.severity} />
            <Foreign text={alert.title} otherwise={otherwise} />
          </span>
        )}
      </ShowAll>
    )}
  </div>
);
