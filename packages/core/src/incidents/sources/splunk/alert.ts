import type { AlertFacts, IncidentFacts, IncomingIncident } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  isNothing,
  own,
  readId,
  readList,
  readName,
  readNames,
  readProse,
  readTechniques,
  readText,
  readTime,
  readTitle,
  readUrl,
  shortKey,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { keyAlerts } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { readFilled } from "../named-evidence.ts";
import { groupingOf, keyOfParts } from "../settings.ts";
import { find, valueAt } from "../wazuh/fields.ts";
import { deviceNames, isNotable, readSplunkEvidence } from "./evidence.ts";
import type { SplunkSearch } from "./search.ts";
import type { SplunkSettings } from "./settings.ts";
import { readNotableStatus, severityReader } from "./vocabulary.ts";

/** Reads one row of results: it is the one alert of its group that this payload tells of. */
export const readSplunkAlert = (
  search: SplunkSearch,
  settings: SplunkSettings,
  context: NormaliseContext,
): IncomingIncident => {
  const { payload, result } = search;
  const happenedAt = find(result, ["_time", "event_time", "timestamp"], readTime);
  const notable = isNotable(result);
  const times = [
    search.ranAt ?? 0,
    happenedAt ?? 0,
    (notable ? find(result, ["review_time", "_indextime"], readTime) : null) ?? 0,
  ];
  const updatedAt = Math.max(...times) || undefined;
  const version = versionOf(contentHash(payload, context.digest), updatedAt);
  const title =
    search.name ?? find(result, ["rule_title", "rule_name", "title", "signature"], readTitle) ?? "Ad-hoc search";
  const facts = factsSaid<AlertFacts>({
    title: find(result, ["rule_title"], readTitle) ?? title,
    description: find(result, ["rule_description", "description", "message", "_raw"], readProse),
    severity: severityReader(settings)(result),
    status: notable ? find(result, ["status_label", "status"], readNotableStatus) : undefined,
    categories: namesAt(result, [
      "annotations.mitre_attack.mitre_tactic",
      "mitre_tactic",
      "tactic",
      "category",
      "security_domain",
    ]),
    techniques: techniquesOf(result),
    serviceSource: "splunk",
    detectionSource: find(result, ["sourcetype", "orig_sourcetype", "source"], readName),
    assignedTo: notable ? find(result, ["owner_realname", "owner"], readOwner) : undefined,
    recommendedActions: find(result, ["next_steps", "recommended_actions"], readProse),
    url: find(payload, ["results_link"], readUrl),
    createdAt: happenedAt ?? search.ranAt ?? undefined,
    updatedAt,
    firstActivityAt: find(result, ["firstTime", "first_seen", "_time"], readTime),
    lastActivityAt: find(result, ["lastTime", "last_seen"], readTime),
  });
  const id = identityOf(search, happenedAt !== undefined, context);
  const evidence = layEvidence(readSplunkEvidence(result, settings, context.digest), version);
  return {
    externalId: groupKeyOf(search, id, settings, context),
    authority: `source:${context.sourceId}`,
    grouping: groupingOf(settings),
    layers: [{ version, facts: factsSaid<IncidentFacts>({ title, updatedAt }) }],
    alerts: keyAlerts([{ id, hash: id, alert: { layers: [{ version, facts }], evidence } }]),
  };
};

const readOwner = (value: unknown): string | null => {
  const owner = readName(value);
  return owner === null || owner.toLowerCase() === "unassigned" ? null : owner;
};

const namesAt = (result: ForeignRecord, fields: readonly string[]): readonly string[] | undefined => {
  const names = readNames(fields.flatMap((field) => readList(valueAt(result, field))));
  return names.length === 0 ? undefined : names;
};

const techniquesOf = (result: ForeignRecord): readonly string[] | undefined => {
  const fields = [
    "annotations.mitre_attack.mitre_technique_id",
    "mitre_technique_id",
    "annotations.mitre_attack",
    "technique_id",
  ];
  const names = fields.flatMap((field) => readList(valueAt(result, field)));
  const ids = readTechniques(names).filter((id) => /^T\d{4}/.test(id));
  return ids.length === 0 ? undefined : ids;
};

/** What differs each time although the finding is the same. */
const ofTheRun =
  /^(?:_serial|_si|_kv|_cd|_bkt|_indextime|_confstr|_eventtype_color|_subsecond|info_.*|splunk_server.*)$/;

/**
 * Splunk numbers its runs and not what they find. A notable event has an id; a row with a time of its own is the same
 * whichever run finds it; one without, such as a count, is another at every run, else its second time would never be told.
 */
const identityOf = ({ payload, result, key }: SplunkSearch, isTimed: boolean, { digest }: NormaliseContext): string => {
  const id = isNotable(result) ? find(result, ["event_id"], (value) => readId(value, digest)) : undefined;
  if (id !== undefined) return id;
  const row = Object.fromEntries(Object.entries(result).filter(([field]) => !ofTheRun.test(field)));
  const sid = isTimed ? null : (readText(own(payload, "sid")) ?? null);
  return contentHash([key, sid, result === payload ? withoutSid(row) : row], digest).slice(0, 32);
};

const withoutSid = ({ sid: _, results_link: __, ...row }: ForeignRecord): ForeignRecord => row;

/** What gathers rows: by default the search and the machine. */
const groupKeyOf = (
  { payload, result, key }: SplunkSearch,
  id: string,
  settings: SplunkSettings,
  { digest }: NormaliseContext,
): string => {
  const devices = () => deviceNames(result, settings, digest).toSorted().join(",").toLowerCase();
  const parts = settings.groupBy.map((field) => {
    if (field === "search_name") return key ?? readName(valueAt(result, "rule_name")) ?? "";
    if (field === "host") return devices();
    const value = [valueAt(result, field), valueAt(payload, field)].find((one) => !isNothing(one));
    return readList(value)
      .flatMap((entry) => (readFilled(entry, digest) === null ? [] : (readText(entry) ?? [])))
      .join(",");
  });
  return parts.every((part) => part === "") ? `alert:${id}` : shortKey(keyOfParts(parts), digest);
};
