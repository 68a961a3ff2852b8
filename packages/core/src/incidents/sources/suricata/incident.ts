import type { AlertFacts, IncidentFacts, IncomingIncident } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  own,
  ownAt,
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
  readWord,
  saidSome,
  shortKey,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { keyAlerts } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { groupingOf, keyOfParts } from "../settings.ts";
import { isHome, readSuricataEvidence, webAddressOf } from "./evidence.ts";
import type { SuricataSettings } from "./settings.ts";
import { severityOf } from "./severity.ts";

/** Reads one alert: the one of its group that this line tells of. `alert` is the object of that name in the line. */
export const readSuricataAlert = (
  line: ForeignRecord,
  alert: ForeignRecord,
  settings: SuricataSettings,
  context: NormaliseContext,
): IncomingIncident => {
  const hash = contentHash(line, context.digest);
  const at = saidSome(line, ["timestamp", "@timestamp"], readTime);
  const version = versionOf(hash, at);
  const title = readTitle(own(alert, "signature")) ?? `Signature ${ruleOf(alert)}`;
  const facts = factsSaid<AlertFacts>({
    title,
    description: readProse(descriptionOf(line, alert)) ?? undefined,
    severity: severityOf(alert, settings),
    categories: listOf(alert, ["category", "metadata.mitre_tactic_name"], readNames),
    techniques: listOf(alert, ["metadata.mitre_technique_id"], readTechniques),
    serviceSource: "suricata",
    detectionSource: saidSome(line, ["host", "sensor_name", "in_iface"], readName),
    url: referenceOf(alert),
    createdAt: at,
    updatedAt: at,
    firstActivityAt: at,
    lastActivityAt: at,
  });
  const evidence = layEvidence(readSuricataEvidence(line, settings, context.digest), version);
  return {
    externalId: groupKeyOf(line, hash, settings, context),
    authority: `source:${context.sourceId}`,
    grouping: groupingOf(settings),
    layers: [{ version, facts: factsSaid<IncidentFacts>({ title, updatedAt: at }) }],
    alerts: keyAlerts([{ id: idOf(line, alert, context), hash, alert: { layers: [{ version, facts }], evidence } }]),
  };
};

const ruleOf = (alert: ForeignRecord): string =>
  `${readName(own(alert, "gid")) ?? "1"}:${readName(own(alert, "signature_id")) ?? "without a number"}`;

/** A rule's own reference, where the log is told to keep them. */
const referenceOf = (alert: ForeignRecord): string | undefined =>
  readList(own(alert, "references")).flatMap((one) => readUrl(one) ?? [])[0];

const listOf = (
  record: ForeignRecord,
  paths: readonly string[],
  read: (value: unknown) => readonly string[],
): readonly string[] | undefined => {
  const values = paths.flatMap((path) => readList(ownAt(record, path)));
  return values.length === 0 ? undefined : read(values);
};

/** What was seen, from where to where, and whether it was let through. */
const descriptionOf = (line: ForeignRecord, alert: ForeignRecord): readonly string[] => {
  const way = [endOf(line, "src"), endOf(line, "dest")].filter((end) => end !== null).join(" → ");
  const protocols = [readWord(own(line, "proto")), readWord(own(line, "app_proto"))]
    .filter((word) => word !== null && !["failed", "unknown"].includes(word))
    .join(" ");
  const action = readWord(own(alert, "action"));
  const first = [protocols, way].filter((part) => part !== "").join(" ");
  const web = webAddressOf(line);
  const method = readWord(ownAt(line, "http.http_method"));
  return [
    action === null ? first : `${first}${first === "" ? "" : ", "}${action}`,
    method === null || web === null ? (web ?? "") : `${method} ${web}`,
    readProse(own(line, "payload_printable")) ?? "",
  ].filter((part) => part !== "");
};

const endOf = (line: ForeignRecord, end: "src" | "dest"): string | null => {
  const ip = readName(own(line, `${end}_ip`));
  const port = readWord(own(line, `${end}_port`));
  if (ip === null || port === null) return ip;
  return ip.includes(":") ? `[${ip}]:${port}` : `${ip}:${port}`;
};

/**
 * EVE gives alerts no id: what tells one from others is the flow, the rule, the transaction and the moment, on its sensor.
 * Without a flow it is the whole line.
 */
const idOf = (line: ForeignRecord, alert: ForeignRecord, { digest }: NormaliseContext): string | null => {
  const flow = readId(own(line, "flow_id"), digest);
  const moment = readText(own(line, "timestamp"));
  if (flow === null || flow === "0" || moment === null) return null;
  const parts = [
    flow,
    ruleOf(alert),
    moment,
    ...["tx_id", "pcap_cnt", "host"].map((key) => readText(own(line, key)) ?? ""),
  ];
  return shortKey(keyOfParts(parts), digest);
};

/** What gathers alerts: by default the rule, and the machine of ours that it concerns. */
const groupKeyOf = (
  line: ForeignRecord,
  hash: string,
  { groupBy, homeNetworks }: SuricataSettings,
  { digest }: NormaliseContext,
): string => {
  const parts = groupBy.map((path) =>
    path === "home_ip"
      ? (homeAddressOf(line, homeNetworks) ?? "")
      : (readText(ownAt(line, path)) ?? standIn(line, path)),
  );
  return parts.every((part) => part === "") ? `alert:${hash.slice(0, 32)}` : shortKey(keyOfParts(parts), digest);
};

/** A rule without a number goes by its name, and one without a generator is of the first, Suricata's own. */
const standIn = (line: ForeignRecord, path: string): string => {
  if (path === "alert.gid") return "1";
  return path === "alert.signature_id" ? (readText(ownAt(line, "alert.signature")) ?? "") : "";
};

/** The address of ours, of two the one that sent; where none is ours, the sender's. */
const homeAddressOf = (line: ForeignRecord, homeNetworks: readonly string[]): string | null => {
  const ends = ["src_ip", "dest_ip"].flatMap((key) => readName(own(line, key))?.toLowerCase() ?? []);
  return ends.find((ip) => isHome(ip, homeNetworks)) ?? ends[0] ?? null;
};
