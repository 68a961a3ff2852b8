import type { Severity } from "../../../kernel/index.ts";
import { rankOf } from "../../../kernel/index.ts";
import type { AlertFacts, IncidentFacts, IncomingIncident, Mapped } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  firstOf,
  own,
  readId,
  readList,
  readName,
  readProse,
  readRecords,
  readTechniques,
  readTime,
  readTitle,
  readUrl,
  readWord,
  shortKey,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { keyAlerts } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { firstAt, readFilled, someOf } from "../named-evidence.ts";
import { groupingOf } from "../settings.ts";
import { type FalconDocument, idFields } from "./document.ts";
import { hostOf, readFalconEvidence } from "./evidence.ts";
import type { CrowdstrikeSettings } from "./settings.ts";
import { readFalconStatus, readSeverityName, readSeverityNumber } from "./vocabulary.ts";

const createdNames = [
  "createdtimestamp",
  "created",
  "eventcreationtime",
  "timestamp",
  "utctimestamp",
  "firstbehavior",
  "start",
  "incidentstarttime",
];
const updatedNames = ["updatedtimestamp", "modifiedtimestamp", "dateupdated", "signalupdatedtimestamp"];

/** Reads one detection, or one incident of Falcon's: it is the one alert of its group that this document tells of. */
export const readDetection = (
  document: FalconDocument,
  settings: CrowdstrikeSettings,
  context: NormaliseContext,
): IncomingIncident => {
  const { fields, behaviors } = document;
  const { digest } = context;
  const hash = contentHash(fields, digest);
  const createdAt = firstAt(fields, createdNames, readTime);
  const updatedAt = Math.max(createdAt ?? 0, firstAt(fields, updatedNames, readTime) ?? 0) || undefined;
  const version = versionOf(hash, updatedAt);
  const title = titleOf(document, context);
  const status = firstAt(fields, ["status", "state"], readFalconStatus);
  const firstBehavior = behaviors.flatMap((behavior) => firstAt(behavior, ["timestamp"], readTime) ?? []);
  const facts = factsSaid<AlertFacts>({
    title,
    description: descriptionOf(document),
    severity: severityOf(document),
    status,
    categories: namesOf(document, ["tactic", "mitreattacktactic"], "tactic", context),
    techniques: techniquesOf(document, context),
    serviceSource: "crowdstrike",
    detectionSource: firstAt(fields, ["sourceproducts", "product"], (value) => readName(readList(value)[0])),
    assignedTo: firstAt(fields, ["assignedtoname", "assignedtouid"], readName),
    classification: firstAt(fields, ["resolution"], readWord),
    url: firstAt(fields, ["falconhostlink", "url", "link"], readUrl),
    createdAt,
    updatedAt,
    firstActivityAt:
      firstAt(
        fields,
        [
          "contexttimestamp",
          "firstbehavior",
          "starttime",
          "starttimeepoch",
          "incidentstarttime",
          "signalstarttimestamp",
          "processstarttime",
          "matchedtimestamp",
        ],
        readTime,
      ) ?? firstBehavior[0],
    lastActivityAt: firstAt(
      fields,
      ["lastbehavior", "incidentendtime", "signalendtimestamp", "endtime", "endtimeepoch"],
      readTime,
    ),
    resolvedAt: status?.value === "resolved" ? firstAt(fields, updatedNames, readTime) : undefined,
  });
  const id = firstAt(fields, idFields, (value) => readId(value, digest)) ?? null;
  const evidence = layEvidence(readFalconEvidence(document, digest), version);
  return {
    externalId: groupKeyOf(document, id ?? `alert:${hash.slice(0, 32)}`, settings, context),
    authority: `source:${context.sourceId}`,
    grouping: groupingOf(settings),
    layers: [{ version, facts: factsSaid<IncidentFacts>({ title, tags: tagsOf(fields), updatedAt }) }],
    alerts: keyAlerts([{ id, hash, alert: { layers: [{ version, facts }], evidence } }]),
  };
};

const titleOf = ({ fields, behaviors }: FalconDocument, { digest }: NormaliseContext): string => {
  const filled = (value: unknown) => (readFilled(value, digest) === null ? null : readTitle(value));
  const scenarios = [fields, ...behaviors].map((holder) =>
    firstAt(holder, ["displayname", "scenario"], (value) => filled(value)?.replaceAll("_", " ") ?? null),
  );
  return (
    firstOf(
      firstAt(
        fields,
        ["displayname", "name", "detectname", "detectionname", "description", "detectdescription"],
        filled,
      ),
      ...scenarios,
      firstAt(fields, ["rulename"], filled),
      firstAt(fields, ["incidenttype"], incidentTypeOf),
    ) ?? (Object.hasOwn(fields, "incidentid") ? "CrowdStrike incident" : "CrowdStrike detection")
  );
};

/** `UNUSUAL_ACTIVITY` as people write it; the numbers that incidents of endpoints have here name nothing. */
const incidentTypeOf = (value: unknown): string | null => {
  const words = readTitle(value)?.replaceAll("_", " ").toLowerCase() ?? "";
  return /^\D+$/.test(words) ? words.replace(/^./, (letter) => letter.toUpperCase()) : null;
};

/** What it says of itself, else what it says of each thing that the sensor saw. */
const descriptionOf = ({ fields, behaviors }: FalconDocument): string | undefined =>
  firstAt(fields, ["description", "detectdescription", "incidentdescription", "highlights"], readProse) ??
  readProse(behaviors.flatMap((behavior) => firstAt(behavior, ["description"], readProse) ?? [])) ??
  undefined;

/** The word before the number, as numbers come in two scales; else the gravest behavior, else the score of an incident. */
const severityOf = ({ fields, behaviors }: FalconDocument): Mapped<Severity> | undefined => {
  const words = ["severityname", "maxseveritydisplayname", "severitydisplayname", "severity", "rulepriority"];
  const word = firstAt(fields, words, (value) => (readSeverityNumber(value) ? null : readSeverityName(value)));
  if (word !== undefined && word.value !== "unknown") return word;
  const number = firstAt(fields, ["severity", "maxseverity"], readSeverityNumber);
  if (number !== undefined) return number;
  const seen = behaviors.flatMap((behavior) => readSeverityNumber(own(behavior, "severity")) ?? []);
  const gravest = seen.toSorted((a, b) => rankOf(b.value) - rankOf(a.value))[0];
  return gravest ?? firstAt(fields, ["finescore", "score"], readSeverityNumber) ?? word;
};

/** What the detection itself, its behaviors and its list of MITRE ATT&CK say under a name. */
const namesOf = (
  { fields, behaviors }: FalconDocument,
  own_: readonly string[],
  inList: string,
  { digest }: NormaliseContext,
): readonly string[] | undefined => {
  const mitre = readRecords(own(fields, "mitreattack")).flatMap((entry) =>
    Object.entries(entry).flatMap(([key, value]) => (key.toLowerCase().replaceAll("_", "") === inList ? [value] : [])),
  );
  const said = [fields, ...behaviors].flatMap((holder) => own_.flatMap((key) => readList(own(holder, key))));
  return someOf(
    [...said, ...readList(own(fields, `${inList}s`)), ...mitre].flatMap((value) => readFilled(value, digest) ?? []),
  );
};

/** By id; the older generation has names alone. */
const techniquesOf = (document: FalconDocument, context: NormaliseContext): readonly string[] | undefined => {
  const found =
    namesOf(document, ["techniqueid", "mitretechniqueid"], "techniqueid", context) ??
    namesOf(document, ["technique"], "technique", context);
  return found && readTechniques(found);
};

const tagsOf = (fields: ForeignRecord): readonly string[] | undefined =>
  someOf(readList(own(fields, "tags")).flatMap((tag) => readName(tag) ?? []));

const groupKeyOf = (
  document: FalconDocument,
  id: string,
  { groupBy }: CrowdstrikeSettings,
  { digest }: NormaliseContext,
): string => {
  if (groupBy === "host") {
    const host = hostOf(document, digest);
    return host === undefined ? id : shortKey(`host:${host.toLowerCase()}`, digest);
  }
  const aggregate = firstAt(document.fields, ["aggregateid"], (value) => readId(value, digest));
  return groupBy === "aggregate" ? (aggregate ?? id) : id;
};
