import type { IncidentMessage } from "@tocsin/core/messages";
import { fit, safeLine } from "../../foreign-text.ts";
import { type Language, languages } from "../../languages/index.ts";

const subjectMax = 120;
const organizationMax = 40;

// Room is kept for the longest word of every language: what follows the bracket must not become shorter because the
// severity or the reader's language changed, or the thread would break.
const bracketMax =
  Math.max(
    ...languages.flatMap((language) => [language.test, ...Object.values(language.severity)]).map((it) => it.length),
  ) + 3;

/** What people call an incident, the same in every language: `Incident 1042`. */
export const incidentReference = (number: number): string => `Incident ${number}`;

/**
 * `[High] Contoso – Incident 1042: Ransomware activity`, at most 120 characters on one line.
 * Everything outside the bracket is the same in all mails of a thread; mail programs ignore the bracket when they group.
 */
export const subjectOf = (message: IncidentMessage, language: Language): string =>
  subjectMarked(language.severity[message.incident.severity], message);

/** The same subject with a word of the caller's in its bracket. */
export const subjectMarked = (bracket: string, { incident, organizationName }: IncidentMessage): string =>
  `[${bracket}] ${threadSubject(incident, organizationName)}`;

const threadSubject = (incident: IncidentMessage["incident"], organizationName: string | null): string => {
  const organization = fit(organizationName ?? "", organizationMax);
  const start = `${organization === "" ? "" : `${organization} – `}${incidentReference(incident.number)}`;
  const name = safeLine(incident.titleAtFirstMail);
  return name === "" ? start : fit(`${start}: ${name}`, subjectMax - bracketMax);
};
