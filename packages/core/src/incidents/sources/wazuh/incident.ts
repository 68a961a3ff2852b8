import type { AlertFacts, IncidentFacts, IncomingIncident } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  readId,
  readList,
  readName,
  readNames,
  readProse,
  readRecord,
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
import { groupingOf, keyOfParts } from "../settings.ts";
import { readWazuhEvidence } from "./evidence.ts";
import { find, valueAt } from "./fields.ts";
import type { WazuhSettings } from "./settings.ts";
import { readLevel } from "./severity.ts";

/** Where both generations keep the same: 4 in `rule` and `data`, 5 in `wazuh` and the common schema. */
export const ruleIdPaths = ["rule.id", "wazuh.rule.id"];
export const titlePaths = ["rule.description", "wazuh.rule.title", "rule.title", "rule.name", "wazuh.rule.name"];
export const levelPaths = ["rule.level", "wazuh.rule.level", "rule.severity"];
const timePaths = ["timestamp", "@timestamp", "event.created", "event.ingested"];

/** Reads one alert: it is the one alert of its group that this payload tells of. `hitId` is the indexer's own. */
export const readWazuhAlert = (
  alert: ForeignRecord,
  hitId: string | null,
  settings: WazuhSettings,
  context: NormaliseContext,
): IncomingIncident => {
  const hash = contentHash(alert, context.digest);
  const at = find(alert, timePaths, readTime);
  const version = versionOf(hash, at);
  const title = titleOf(alert);
  const facts = factsSaid<AlertFacts>({
    title,
    description: find(alert, ["full_log", "event.original", "wazuh.rule.description", "message"], readProse),
    severity: find(alert, levelPaths, readLevel(settings)),
    categories: categoriesOf(alert),
    techniques: techniquesOf(alert),
    serviceSource: "wazuh",
    detectionSource: find(
      alert,
      ["data.integration", "wazuh.integration.name", "decoder.name", "wazuh.decoder.name", "location"],
      readName,
    ),
    url: find(alert, ["data.virustotal.permalink"], readUrl),
    createdAt: at,
    updatedAt: at,
    firstActivityAt: at,
    lastActivityAt: at,
  });
  const evidence = layEvidence(readWazuhEvidence(alert, context.digest), version);
  return {
    externalId: groupKeyOf(alert, hash, settings, context),
    authority: `source:${context.sourceId}`,
    grouping: groupingOf(settings),
    layers: [{ version, facts: factsSaid<IncidentFacts>({ title, updatedAt: at }) }],
    alerts: keyAlerts([{ id: idOf(alert, hitId, context), hash, alert: { layers: [{ version, facts }], evidence } }]),
  };
};

const titleOf = (alert: ForeignRecord): string =>
  find(alert, titlePaths, readTitle) ?? `Rule ${find(alert, ruleIdPaths, readName) ?? "without a name"}`;

/** Tactics, and the groups that the rule is in: what people sort Wazuh's rules by. */
const categoriesOf = (alert: ForeignRecord): readonly string[] | undefined => {
  const found = [
    "rule.mitre.tactic",
    "wazuh.rule.mitre.tactic.name",
    "wazuh.rule.mitre.tactic",
    "rule.groups",
    "wazuh.rule.groups",
    "wazuh.rule.tags",
  ].flatMap((path) => namesAt(alert, path));
  return found.length === 0 ? undefined : readNames(found);
};

const techniquesOf = (alert: ForeignRecord): readonly string[] | undefined => {
  const ids = [
    "rule.mitre.id",
    "wazuh.rule.mitre.technique.id",
    "wazuh.rule.mitre.technique",
    "wazuh.rule.mitre.id",
  ].flatMap((path) => namesAt(alert, path, ["id", "name"]));
  return ids.length === 0 ? undefined : readTechniques(ids);
};

/** The names in a list; of entries that are objects, what the first of the keys holds. */
const namesAt = (alert: ForeignRecord, path: string, keys: readonly string[] = ["name", "id"]): readonly string[] =>
  readList(valueAt(alert, path)).flatMap((entry) => {
    const record = readRecord(entry);
    return (record ? find(record, keys, readName) : readName(entry)) ?? [];
  });

/** An id is a place in one manager's log, and managers count alike. */
const idOf = (alert: ForeignRecord, hitId: string | null, { digest }: NormaliseContext): string | null => {
  const id = find(alert, ["id", "event.id", "alert_id", "event_id"], (value) => readId(value, digest));
  if (id === undefined) return hitId;
  const manager = find(alert, ["manager.name", "wazuh.cluster.node"], readName);
  return shortKey(manager === undefined ? id : `${id}@${manager}`, digest);
};

/** What gathers alerts: by default the rule and the agent. A rule or agent without id goes by its name. */
const groupKeyOf = (
  alert: ForeignRecord,
  hash: string,
  { groupBy }: WazuhSettings,
  { digest }: NormaliseContext,
): string => {
  const parts = groupBy.map((path) => find(alert, pathsOf(path), readText) ?? "");
  return parts.every((part) => part === "") ? `alert:${hash.slice(0, 32)}` : shortKey(keyOfParts(parts), digest);
};

const pathsOf = (path: string): readonly string[] => [path, `wazuh.${path}`, ...(standIns.get(path) ?? [])];

const standIns: ReadonlyMap<string, readonly string[]> = new Map([
  ["rule.id", titlePaths],
  ["agent.id", ["agent.name", "wazuh.agent.name"]],
]);
