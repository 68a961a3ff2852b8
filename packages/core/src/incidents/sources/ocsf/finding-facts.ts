import {
  type ForeignRecord,
  firstOf,
  own,
  ownAt,
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
import { readOcsfSeverity, readOcsfStatus, readVerdict } from "./vocabulary.ts";

/** The number of the event's class as text, also where only its type says it; "" for none. */
export const classOf = (event: ForeignRecord): string => {
  const uid = readText(own(event, "class_uid"))?.trim() ?? "";
  if (/^\d{1,12}$/.test(uid)) return uid;
  const type = readText(own(event, "type_uid"))?.trim() ?? "";
  return /^\d{3,14}$/.test(type) ? type.slice(0, -2) : "";
};

/** Whether it is an incident finding, which lists findings. */
export const isIncident = (event: ForeignRecord): boolean => classOf(event) === "2005";

/** Where one thing may be said of the finding or beside it. */
const ways = (key: string): readonly string[] => [`finding_info.${key}`, `finding.${key}`, key];

/**
 * The latest of the times at which it was written: `time` is that of the event, or, as the standard leaves open, still
 * that at which the finding was made. The number counts; where there is none, the text, which some write in local time.
 */
export const updatedAtOf = (event: ForeignRecord): number | undefined => {
  const times = [...ways("modified_time"), "time"].flatMap(
    (path) => saidSome(event, [path, `${path}_dt`], readTime) ?? [],
  );
  return times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b));
};

/** A time of the finding, in ms. */
export const timeOf = (event: ForeignRecord, key: string): number | undefined =>
  saidSome(event, [...ways(key), ...ways(`${key}_dt`)], readTime);

/** What an incident and its alert have in common. */
export const commonOf = (event: ForeignRecord, updatedAt: number | undefined) => ({
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
export const statusOf = (event: ForeignRecord) => {
  const uid = classOf(event);
  return uid === "" || Math.floor(Number(uid) / 1000) % 100 === 2 ? readOcsfStatus(event, uid) : undefined;
};

/** Of an event that says it is the finding's first, its own time. */
const creationOf = (event: ForeignRecord): number | undefined =>
  readText(own(event, "activity_id")) === "1" ? saidSome(event, ["time", "time_dt"], readTime) : undefined;

/** What the finding is called; where it has no title, what comes nearest to one. */
export const titleOf = (event: ForeignRecord): string =>
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

/** The finding in the portal of its product. */
export const linkOf = (event: ForeignRecord): string | undefined =>
  saidSome(event, [...ways("src_url"), "unmapped.src_url", "unmapped.finding_url"], readUrl);

/** Labels and tags of the finding and of the account that it is in. */
export const tagsOf = (event: ForeignRecord): readonly string[] | undefined => {
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

/** What to do about it, with references. */
export const remediationOf = (event: ForeignRecord): string | undefined => {
  const found = ["remediation", "finding.remediation", "finding_info.remediation"]
    .map((path) => readRecord(ownAt(event, path)))
    .find((record) => record !== null);
  return found ? (readProse([own(found, "desc"), ...readList(own(found, "references"))]) ?? undefined) : undefined;
};
