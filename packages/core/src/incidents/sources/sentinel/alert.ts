import type { AlertFacts } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  isNothing,
  own,
  readId,
  readName,
  readNames,
  readProse,
  readRecord,
  readTechniques,
  readTime,
  readTitle,
  readUrl,
  said,
  saidSome,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import type { AlertSaid } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { type EvidenceSaid, layEvidence } from "../evidence-said.ts";
import { readMicrosoftSeverity, readMicrosoftStatus } from "../graph-security/vocabulary.ts";
import { readEntities } from "./entities.ts";
import { folded, words } from "./folded.ts";

/** Where an alert belongs: by which of its ids, and what its incident knows of entities. */
export interface AlertPlace {
  readonly ids: readonly string[];
  readonly entities: readonly EvidenceSaid[];
  readonly knownAt: number | null;
}

export const ownIds = ["systemalertid", "id", "name", "provideralertid"] as const;
/** At Defender XDR the alert has the id that its own doors tell it by. */
export const xdrIds = ["provideralertid", "vendororiginalid", ...ownIds] as const;

/** An alert's fields, small letters, whether they stand in `properties` or, as in the table of alerts, by themselves. */
export const alertFields = (alert: ForeignRecord): ForeignRecord => ({
  ...folded(alert),
  ...folded(readRecord(own(alert, "properties"))),
});

/** Reads an alert of an incident, or a row of the table `SecurityAlert`. */
export const readSentinelAlert = (
  alert: ForeignRecord,
  { ids, entities, knownAt }: AlertPlace,
  { digest }: NormaliseContext,
): AlertSaid => {
  const fields = alertFields(alert);
  const hash = contentHash(alert, digest);
  const updatedAt = said(fields, ["processingendtime", "timegenerated", "timegeneratedutc"], readTime);
  const version = versionOf(hash, updatedAt ?? knownAt);
  const facts = factsSaid<AlertFacts>({
    title: saidSome(fields, ["alertdisplayname", "displayname", "alertname", "title", "friendlyname"], readTitle),
    description: said(fields, "description", readProse),
    severity: saidSome(fields, ["severity", "alertseverity"], readMicrosoftSeverity),
    status: saidSome(fields, "status", readMicrosoftStatus),
    categories: listed(fields, ["tactics", "intent"], readNames),
    techniques: listed(fields, ["techniques"], readTechniques),
    serviceSource: said(fields, ["productname", "providername"], readName),
    detectionSource: said(fields, ["productcomponentname", "alerttype"], readName),
    recommendedActions: said(fields, "remediationsteps", readProse),
    url: said(fields, ["alertlink", "alerturi"], readUrl),
    createdAt: said(fields, ["timegenerated", "timegeneratedutc"], readTime),
    updatedAt,
    firstActivityAt: said(fields, ["starttimeutc", "starttime"], readTime),
    lastActivityAt: said(fields, ["endtimeutc", "endtime"], readTime),
  });
  const evidence = [...readEntities(own(fields, "entities"), digest), ...entities];
  return {
    id: ids.map((key) => readId(own(fields, key), digest)).find((id) => id !== null) ?? null,
    hash,
    alert: { layers: [{ version, facts }], evidence: layEvidence(evidence, version) },
  };
};

const listed = (
  fields: ForeignRecord,
  keys: readonly string[],
  read: (value: unknown) => readonly string[],
): readonly string[] | undefined => {
  const key = keys.find((one) => !isNothing(own(fields, one)));
  return key === undefined ? undefined : read(words(own(fields, key)));
};
