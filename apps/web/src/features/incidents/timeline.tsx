import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { ShowAll } from "../../components/show-all.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import type { Reader } from "../../lib/reader.ts";
import { changeLines, type Line } from "./change-lines.ts";
import type { Incident } from "./requests.ts";
import { queueSentences } from "./sentences.ts";
import styles from "./timeline.module.css";

type Change = Incident["changes"][number];
type Acknowledgement = Incident["acknowledgements"][number];

interface Props {
  readonly changes: readonly Change[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly reader: Reader;
}

/** What became of the incident and who took it up, the newest first. */
export const Timeline = ({ changes, acknowledgements, reader }: Props): ReactNode => {
  const { incident } = reader.sentences;
  return (
    <Card>
      <Title order={2}>{incident.timeline}</Title>
      {changes.length === 0 && <Text>{incident.noChanges}</Text>}
      <ShowAll
        ordered
        items={newestFirst(changes, acknowledgements)}
        keyOf={({ key }) => key}
        what={incident.timeline}
        className={styles["changes"]}
      >
        {({ change, acknowledgement }) =>
          change === null ? (
            <AcknowledgementItem acknowledgement={acknowledgement} reader={reader} />
          ) : (
            <ChangeItem change={change} reader={reader} />
          )
        }
      </ShowAll>
    </Card>
  );
};

type Item = { readonly key: string; readonly at: string } & (
  | { readonly change: Change; readonly acknowledgement: null }
  | { readonly change: null; readonly acknowledgement: Acknowledgement }
);

const newestFirst = (changes: readonly Change[], acknowledgements: readonly Acknowledgement[]): readonly Item[] => {
  const ofChanges = changes.map((change): Item => ({ key: change.id, at: change.at, change, acknowledgement: null }));
  const others = acknowledgements.map(
    (acknowledgement): Item => ({ key: acknowledgement.at, at: acknowledgement.at, change: null, acknowledgement }),
  );
  // Changes of one moment keep the order of their numbers; what answers one comes after it.
  return [...ofChanges.sort((a, b) => (a.change?.seq ?? 0) - (b.change?.seq ?? 0)), ...others]
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .reverse();
};

const AcknowledgementItem = ({
  acknowledgement,
  reader,
}: {
  readonly acknowledgement: Acknowledgement;
  readonly reader: Reader;
}): ReactNode => {
  const say = useSay(queueSentences);
  return (
    <>
      <div className={styles["heading"]}>
        <strong>{say("acknowledged")}</strong>
        <span className={styles["at"]}>
          <Time at={acknowledgement.at} times={reader.times} />
        </span>
      </div>
      <Foreign text={acknowledgement.by.name} />
      {acknowledgement.endedAt !== null && (
        <div>
          {say("acknowledged.ended")} (<Time at={acknowledgement.endedAt} times={reader.times} />)
        </div>
      )}
    </>
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
