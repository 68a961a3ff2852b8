import type { AlertFacts, IncidentFacts, IncomingIncident } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  own,
  ownAt,
  readId,
  readName,
  readRecords,
  readTitle,
  saidSome,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { type AlertSaid, keyAlerts } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { groupingOf } from "../settings.ts";
import { categoriesOf, techniquesOf } from "./attacks.ts";
import { readOcsfEvidence } from "./evidence.ts";
import {
  commonOf,
  isIncident,
  linkOf,
  remediationOf,
  statusOf,
  tagsOf,
  timeOf,
  titleOf,
  updatedAtOf,
} from "./finding-facts.ts";
import type { OcsfSettings } from "./settings.ts";

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

/** What the event says of the finding: in `finding` before version 1.1, in a list of several in class 2005. */
const infosOf = (event: ForeignRecord): readonly ForeignRecord[] =>
  ["finding_info", "finding", "finding_info_list"].flatMap((key) => readRecords(own(event, key)));

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
