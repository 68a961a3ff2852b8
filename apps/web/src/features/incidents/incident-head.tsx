import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import { Link } from "../../components/link.tsx";
import { LongText } from "../../components/long-text.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { SeverityBlock } from "../../components/severity-badge.tsx";
import type { Answer } from "../../lib/api.ts";
import { lineOf } from "../../lib/foreign-text.ts";
import type { Reader } from "../../lib/reader.ts";
import { Acknowledgement } from "./acknowledgement.tsx";
import { Freshness } from "./freshness.tsx";
import styles from "./incident-head.module.css";
import layout from "./incident-page.module.css";
import { OwnMute } from "./own-mute.tsx";
import { OwnWord } from "./own-word-note.tsx";
import type { Explanations, Incident } from "./requests.ts";

interface Props {
  readonly incident: Incident;
  /** Who has muted it; null until that is known. */
  readonly mutes: Explanations["mutes"] | null;
  readonly reader: Reader;
  readonly freshness: Answer<unknown>;
}

/** What must be seen first: which incident, how grave, how it stands and who works on it. */
export const IncidentHead = ({ incident, mutes, reader, freshness }: Props): ReactNode => {
  const { incident: say, words } = reader.sentences;
  const reference = say.reference(incident.number);
  const title = lineOf(incident.title, say.untitled);
  const goneOn = incident.status === "redirected" && incident.familyId !== incident.id;
  return (
    <div className={layout["head"]}>
      <Text c="dimmed" fw={600}>
        {reference}
      </Text>
      <PageTitle text={title} tab={`${reference}: ${title}`} />
      <div className={styles["state"]}>
        <SeverityBlock severity={incident.severity} />
        <OwnWord ours={incident.severity} said={incident.severityText} reader={reader} />
        <span className={styles["status"]}>
          {words.status[incident.status]} <OwnWord ours={incident.status} said={incident.statusText} reader={reader} />
        </span>
        <span>
          {incident.assignedTo === null ? (
            say.unassigned
          ) : (
            <>
              {say.facts.assignedTo}: <Foreign text={incident.assignedTo} />
            </>
          )}
        </span>
      </div>
      {goneOn && (
        <Link to="/incidents/$id" params={{ id: incident.familyId }} underline="always">
          {say.goesOn}
        </Link>
      )}
      {incident.description !== null && incident.description.trim() !== "" && <LongText text={incident.description} />}
      <div className={styles["actions"]}>
        <Acknowledgement incident={incident} reader={reader} />
        <OwnMute incident={incident} mutes={mutes} reader={reader} />
      </div>
      <Freshness answer={freshness} />
    </div>
  );
};
