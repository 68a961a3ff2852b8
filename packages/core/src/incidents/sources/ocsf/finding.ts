import type { AlertFacts, IncidentFacts, IncomingIncident } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  firstOf,
  own,
  ownAt,
  readId,
  readList,
  readName,
  readProse,
  readRecord,
  readRecords,
  readText,
  readTime,
  readTitle,
  readUrl,
  saidSome,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { type AlertSaid, keyAlerts } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { groupingOf } from "../settings.ts";
import { categoriesOf, techniquesOf } from "./attacks.ts";
import { readOcsfEvidence } from "./evidence.ts";
import type { OcsfSettings } from "./settings.ts";
import { readOcsfSeverity, readOcsfStatus, readVerdict } from "./vocabulary.ts";

/** The number of the event's class as text, also where only its type says it; "" for none. */
export const classOf = (event: ForeignRecord): string => {
  const uid = readText(own(event, "class_uid"))?.trim() ?? "";
  if (/^\d{1,12}$/.test(uid)) return uid;
  const type = readText(own(event, "type_uid"))?.trim() ?? "";
  return /^\d{3,14}$/.test(type) ? type.slice(0, -2) : "";
};

/** Reads one finding: an incident with one alert, or, of class 2005, with one for each finding that it lists. */
export const readFinding = (
  event: ForeignRecord,
  settings: OcsfSettings,
  context: NormaliseContext,
): IncomingIncident => {
  const hash = contentHash(event, context.digest);
  const updatedAt = updatedAtOf(event);
  const version = versionOf(hash, updatedAt);
  const incident = factsSaid<IncidentFacts>({
    ...commonOf(event, updatedAt),
    portalUrl: linkOf(event),
    tags: tagsOf(event),
  });
  const infos = infosOf(event);
  const alerts = (infos.length > 0 ? infos : [{}]).map((info) =>
    alertOf(event, infos.length > 1 || isIncident(event) ? info : null, updatedAt, context),
  );
  const id = idOf(event, infos, context);
  const isPolicys = id !== null && namesPolicy(event, id, context);
  return {
    externalId: id ?? hash,
    authority: `source:${context.sourceId}`,
    ...(isPolicys && { grouping: groupingOf(settings) }),
    layers: [{ version, facts: isPolicys ? factsSaid<IncidentFacts>({ title: incident.title, updatedAt }) : incident }],
    alerts: keyAlerts(isPolicys ? alerts.map((alert) => ({ ...alert, id: null })) : alerts),
  };
};

const isIncident = (event: ForeignRecord): boolean => classOf(event) === "2005";

/** What the event says of the finding: in `finding` before version 1.1, in a list of several in class 2005. */
const infosOf = (event: ForeignRecord): readonly ForeignRecord[] =>
  ["finding_info", "finding", "finding_info_list"].flatMap((key) => readRecords(own(event, key)));

/** Where one thing may be said of the finding or beside it. */
const ways = (key: string): readonly string[] => [`finding_info.${key}`, `finding.${key}`, key];

/**
 * The latest of the times at which it was written: `time` is that of the event, or, as the standard leaves open, still
 * that at which the finding was made. The number counts; where there is none, the text, which some write in local time.
 */
const updatedAtOf = (event: ForeignRecord): number | undefined => {
  const times = [...ways("modified_time"), "time"].flatMap(
    (path) => saidSome(event, [path, `${path}_dt`], readTime) ?? [],
  );
  return times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b));
};

const timeOf = (event: ForeignRecord, key: string): number | undefined =>
  saidSome(event, [...ways(key), ...ways(`${key}_dt`)], readTime);

const commonOf = (event: ForeignRecord, updatedAt: number | undefined) => ({
  title: titleOf(event),
  description: descriptionOf(event),
  severity: readOcsfSeverity(event),
  status: statusOf(event),
  assignedTo: saidSome(
    event,
    ["assignee.name", "assignee.email_addr", "assignee.uid", "assignee_group.name"],
    readName,
  ),
  classification: readVerdict(event),
  createdAt: timeOf(event, "created_time") ?? timeOf(event, "start_time") ?? creationOf(event),
  updatedAt,
});

/** Events of other classes that are alerts have a status too, of what was tried and not of the work on it. */
const statusOf = (event: ForeignRecord) => {
  const uid = classOf(event);
  return uid === "" || Math.floor(Number(uid) / 1000) % 100 === 2 ? readOcsfStatus(event, uid) : undefined;
};

/** Of an event that says it is the finding's first, its own time. */
const creationOf = (event: ForeignRecord): number | undefined =>
  readText(own(event, "activity_id")) === "1" ? saidSome(event, ["time", "time_dt"], readTime) : undefined;

const titleOf = (event: ForeignRecord): string =>
  firstOf(
    ...[
      ...ways("title"),
      ...(isIncident(event) ? ["desc"] : []),
      "message",
      "finding_info.analytic.name",
      "analytic.name",
      "rule.name",
      "finding_info.desc",
      "metadata.event_code",
    ].map((path) => readTitle(ownAt(event, path))),
    ...["finding_info_list", "vulnerabilities", "malware"].flatMap((key) =>
      readRecords(own(event, key)).flatMap((one) => ["title", "desc", "name"].map((name) => readTitle(own(one, name)))),
    ),
    readTitle(own(event, "class_name")),
  ) ?? "Finding";

/** What the product says of this finding, then what it says of its kind; nothing twice, and not the title. */
const descriptionOf = (event: ForeignRecord): string | undefined => {
  const title = titleOf(event);
  const parts = ["message", "status_detail", ...ways("desc"), "comment", "risk_details", "impact"].flatMap(
    (path) => readProse(ownAt(event, path)) ?? [],
  );
  return readProse([...new Set(parts)].filter((part) => part !== title)) ?? undefined;
};

const linkOf = (event: ForeignRecord): string | undefined =>
  saidSome(event, [...ways("src_url"), "unmapped.src_url", "unmapped.finding_url"], readUrl);

const tagsOf = (event: ForeignRecord): readonly string[] | undefined => {
  const lists = ["metadata.labels", "finding_info.tags", "metadata.tags", "cloud.account.labels"].flatMap((path) =>
    readList(ownAt(event, path)),
  );
  const tags = lists.flatMap((entry) => labelOf(entry) ?? []);
  return tags.length === 0 ? undefined : [...new Set(tags)];
};

/** A label, or a key with its value, or values. */
const labelOf = (entry: unknown): string | null => {
  const pair = readRecord(entry);
  const name = readName(pair ? own(pair, "name") : entry);
  const value = readName(own(pair, "value")) ?? readName(readList(own(pair, "values"))[0]);
  return name === null || value === null ? name : readName(`${name}=${value}`);
};

/** The alert of a finding; of an incident of several (class 2005) what `info` says of this one comes first. */
const alertOf = (
  event: ForeignRecord,
  info: ForeignRecord | null,
  updatedAt: number | undefined,
  { digest }: NormaliseContext,
): AlertSaid => {
  const { finding_info_list: _, ...shared } = event;
  const merged: ForeignRecord = info === null ? event : { ...shared, finding_info: info };
  const hash = contentHash(info ?? event, digest);
  const version = versionOf(hash, updatedAt);
  const facts = factsSaid<AlertFacts>({
    ...commonOf(merged, updatedAt),
    title: readTitle(own(info, "title")) ?? titleOf(merged),
    categories: categoriesOf(merged),
    techniques: techniquesOf(merged),
    serviceSource: saidSome(merged, ["metadata.product.name", "metadata.product.vendor_name"], readName),
    detectionSource: saidSome(
      merged,
      [
        "finding_info.analytic.name",
        "analytic.name",
        "metadata.product.feature.name",
        "data_security.detection_system",
        "metadata.event_code",
      ],
      readName,
    ),
    recommendedActions: remediationOf(merged),
    url: linkOf(merged),
    firstActivityAt: timeOf(merged, "first_seen_time"),
    lastActivityAt: timeOf(merged, "last_seen_time"),
    resolvedAt: statusOf(merged)?.value === "resolved" ? (timeOf(merged, "end_time") ?? undefined) : undefined,
  });
  const evidence = layEvidence(readOcsfEvidence(merged, digest), version);
  const id = readId(own(info ?? infosOf(event)[0] ?? {}, "uid"), digest);
  return { id, hash, alert: { layers: [{ version, facts }], evidence } };
};

const remediationOf = (event: ForeignRecord): string | undefined => {
  const found = ["remediation", "finding.remediation", "finding_info.remediation"]
    .map((path) => readRecord(ownAt(event, path)))
    .find((record) => record !== null);
  return found ? (readProse([own(found, "desc"), ...readList(own(found, "references"))]) ?? undefined) : undefined;
};

/** The finding's own id. A placeholder that a template left behind is none, and then its content is what it is. */
const idOf = (event: ForeignRecord, infos: readonly ForeignRecord[], { digest }: NormaliseContext): string | null => {
  const incidents = isIncident(event) ? ["uid", "incident.uid", "metadata.correlation_uid"] : [];
  const ids = [
    ...incidents.map((path) => ownAt(event, path)),
    ...infos.map((info) => own(info, "uid")),
    own(event, "uid"),
    ownAt(event, "metadata.uid"),
  ];
  return ids.map((id) => readId(id, digest)).find((id) => id !== null) ?? null;
};

/**
 * Whether the id is that of the policy by which it was found. Some senders have no other, so that each finding would
 * overwrite the last one's machine and user; they are alerts of one incident then.
 */
const namesPolicy = (event: ForeignRecord, id: string, { digest }: NormaliseContext): boolean =>
  ["data_security.policy.uid", "policy.uid", "finding_info.analytic.uid", "analytic.uid"].some(
    (path) => readId(ownAt(event, path), digest) === id,
  );
