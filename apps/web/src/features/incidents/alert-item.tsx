import { Title } from "@mantine/core";
import { readableCategory, readableSource } from "@tocsin/core/incidents";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { LongText } from "../../components/long-text.tsx";
import { PortalLink } from "../../components/portal-link.tsx";
import { SeverityBadge } from "../../components/severity-badge.tsx";
import { Time } from "../../components/time.tsx";
import type { Reader } from "../../lib/reader.ts";
import styles from "./alert-item.module.css";
import { Chips } from "./chips.tsx";
import { groupEvidence } from "./evidence.ts";
import { EvidenceGroups } from "./evidence-groups.tsx";
import { type Alert, timeOf } from "./newest-first.ts";
import { OwnWord } from "./own-word-note.tsx";

interface Props {
  readonly alert: Alert;
  readonly reader: Reader;
  /** Whether all of it stands open; among many alerts the reader opens the one in question. */
  readonly open: boolean;
}

/** One detection: how grave, what, when, by whom it was seen, and what it points at. */
export const AlertItem = ({ alert, reader, open }: Props): ReactNode => {
  const { incident: say, words } = reader.sentences;
  const at = timeOf(alert);
  return (
    <article className={styles["alert"]}>
      <div className={styles["line"]}>
        <SeverityBadge severity={alert.severity.value} />
        <OwnWord ours={alert.severity.value} said={alert.severity.foreign} reader={reader} />
        <span className={styles["meta"]}>
          {at === null ? say.alert.unknownTime : <Time at={at} times={reader.times} />}
        </span>
        <span className={styles["meta"]}>
          {words.status[alert.status.value]}{" "}
          <OwnWord ours={alert.status.value} said={alert.status.foreign} reader={reader} />
        </span>
      </div>
      <Title order={3}>
        <Foreign text={alert.title} otherwise={say.untitledAlert} />
      </Title>
      <Detector alert={alert} />
      {open ? (
        <AlertBody alert={alert} reader={reader} />
      ) : (
        <details className={styles["more"]}>
          <summary>{say.alert.more(alert.evidence.length)}</summary>
          <div className={styles["alert"]}>
            <AlertBody alert={alert} reader={reader} />
          </div>
        </details>
      )}
    </article>
  );
};

const AlertBody = ({ alert, reader }: Omit<Props, "open">): ReactNode => {
  const { incident: say } = reader.sentences;
  return (
    <>
      {alert.description?.trim() && <LongText text={alert.description} />}
      {alert.techniques.length > 0 && (
        <div className={styles["line"]}>
          <span className={styles["meta"]}>{say.alert.techniques}</span>
          <Chips texts={alert.techniques} />
        </div>
      )}
      <EvidenceGroups groups={groupEvidence(alert.evidence)} reader={reader} />
      {alert.recommendedActions?.trim() && (
        <details className={styles["more"]}>
          <summary>{say.alert.recommended}</summary>
          <LongText text={alert.recommendedActions} />
        </details>
      )}
      {alert.url !== null && <PortalLink url={alert.url} text={say.alert.portal} opens={say.portalAt} />}
    </>
  );
};

/** Who saw it, and what kind of thing it is; nothing where the source says neither. */
const Detector = ({ alert }: { readonly alert: Alert }): ReactNode => {
  const seenBy = [alert.serviceSource, alert.detectionSource].flatMap((name) => (name ? [readableSource(name)] : []));
  const texts = [seenBy.join(" / "), alert.categories.map(readableCategory).join(", ")].filter((text) => text !== "");
  return (
    texts.length > 0 && (
      <p className={styles["detector"]}>
        <Foreign text={texts.join(" · ")} />
      </p>
    )
  );
};
