import type { Instant } from "../../../kernel/index.ts";
import type { AlertFacts, IncidentFacts, IncomingIncident, Mapped, Status } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  readId,
  readList,
  readName,
  readNames,
  readProse,
  readText,
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
import { readFilled } from "../named-evidence.ts";
import { groupingOf, keyOfParts } from "../settings.ts";
import { find, valueAt } from "../wazuh/fields.ts";
import type { ElasticDocument } from "./document.ts";
import { readElasticEvidence } from "./evidence.ts";
import type { ElasticSettings } from "./settings.ts";
import { tacticsOf, techniquesOf } from "./threat.ts";
import { readAlertStatus, readElasticSeverity, readRisk, readWorkflowStatus } from "./vocabulary.ts";

/** Where Kibana 8 and later, and before that Kibana 7, keep the rule's name and what it found. */
export const ruleNamePaths = ["kibana.alert.rule.name", "signal.rule.name"];
export const reasonPaths = ["kibana.alert.reason", "signal.reason"];
export const idPaths = ["kibana.alert.uuid", "signal.id"];

/** Reads one alert: it is the one alert of its group that this document tells of. */
export const readElasticAlert = (
  { alert, hitId }: ElasticDocument,
  settings: ElasticSettings,
  context: NormaliseContext,
): IncomingIncident => {
  const { digest } = context;
  const hash = contentHash(alert, digest);
  const createdAt = find(alert, ["@timestamp", "kibana.alert.start"], readTime);
  const updatedAt = latest(alert, createdAt);
  const version = versionOf(hash, updatedAt);
  const filled = (value: unknown) => (readFilled(value, digest) === null ? null : readTitle(value));
  const title = find(alert, [...ruleNamePaths, ...reasonPaths, "message"], filled);
  const status = statusOf(alert);
  const facts = factsSaid<AlertFacts>({
    title,
    description: find(alert, [...reasonPaths, "kibana.alert.rule.description", "signal.rule.description"], readProse),
    severity:
      find(
        alert,
        ["kibana.alert.severity", "kibana.alert.rule.severity", "signal.rule.severity"],
        readElasticSeverity,
      ) ?? find(alert, ["kibana.alert.risk_score", "kibana.alert.rule.risk_score", "signal.rule.risk_score"], readRisk),
    status,
    categories: tacticsOf(alert),
    techniques: techniquesOf(alert),
    serviceSource: "elastic-security",
    detectionSource: find(
      alert,
      ["kibana.alert.original_event.module", "signal.original_event.module", "event.module", "event.dataset"],
      readName,
    ),
    classification: find(alert, ["kibana.alert.workflow_reason"], readWord),
    recommendedActions: find(alert, ["kibana.alert.rule.note", "signal.rule.note"], readProse),
    url: find(alert, ["kibana.alert.url"], readUrl),
    createdAt,
    updatedAt,
    firstActivityAt: find(alert, ["kibana.alert.original_time", "signal.original_time", "@timestamp"], readTime),
    resolvedAt: status?.value === "resolved" ? find(alert, ["kibana.alert.end", ...changePaths], readTime) : undefined,
  });
  const id = find(alert, idPaths, (value) => readId(value, digest)) ?? hitId;
  const evidence = layEvidence(readElasticEvidence(alert, digest), version);
  return {
    externalId: groupKeyOf(alert, hash, settings, context),
    authority: `source:${context.sourceId}`,
    grouping: groupingOf(settings),
    layers: [{ version, facts: factsSaid<IncidentFacts>({ title, tags: tagsOf(alert), updatedAt }) }],
    alerts: keyAlerts([{ id, hash, alert: { layers: [{ version, facts }], evidence } }]),
  };
};

/** When people changed an alert; versions before 8.13 do not say it. */
const changePaths = ["kibana.alert.updated_at", "kibana.alert.workflow_status_updated_at"];

const latest = (alert: ForeignRecord, createdAt: Instant | undefined): Instant | undefined => {
  const times = [...changePaths, "kibana.alert.end"].flatMap((path) => readTime(valueAt(alert, path)) ?? []);
  return createdAt === undefined && times.length === 0 ? undefined : Math.max(createdAt ?? 0, ...times);
};

/** What people made of it; what became of it by itself only where that says that it is over. */
const statusOf = (alert: ForeignRecord): Mapped<Status> | undefined => {
  const workflow = find(alert, ["kibana.alert.workflow_status", "signal.status"], readWorkflowStatus);
  const own = find(alert, ["kibana.alert.status"], readAlertStatus);
  return own?.value === "resolved" ? own : (workflow ?? own);
};

const tagsOf = (alert: ForeignRecord): readonly string[] | undefined => {
  const paths = ["kibana.alert.rule.tags", "signal.rule.tags", "kibana.alert.workflow_tags"];
  const tags = readNames(paths.flatMap((path) => readList(valueAt(alert, path))));
  return tags.length === 0 ? undefined : tags;
};

/** What gathers alerts: by default the rule and the machine. A rule without id goes by its name, and where there is no machine the user stands in. */
const groupKeyOf = (
  alert: ForeignRecord,
  hash: string,
  { groupBy }: ElasticSettings,
  { digest }: NormaliseContext,
): string => {
  const read = (value: unknown) => {
    const texts = readList(value).flatMap((entry) =>
      readFilled(entry, digest) === null ? [] : (readText(entry) ?? []),
    );
    return texts.length === 0 ? null : texts.sort().join(",").toLowerCase();
  };
  const parts = groupBy.map((path) => find(alert, [path, ...(standIns.get(path) ?? [])], read) ?? "");
  return parts.every((part) => part === "") ? `alert:${hash.slice(0, 32)}` : shortKey(keyOfParts(parts), digest);
};

const standIns: ReadonlyMap<string, readonly string[]> = new Map([
  ["kibana.alert.rule.uuid", ["signal.rule.id", "kibana.alert.rule.rule_id", ...ruleNamePaths]],
  ["host.name", ["host.hostname", "user.name", "user.email"]],
]);
