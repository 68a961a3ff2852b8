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
  readNames,
  readProse,
  readRecord,
  readTechniques,
  readTime,
  readTitle,
  readUrl,
  said,
  saidSome,
  shortKey,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { keyAlerts } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { groupingOf, keyOfParts } from "../settings.ts";
import { readSccEvidence, resourceNameOf } from "./evidence.ts";
import type { SccNotification } from "./message.ts";
import type { GcpSccSettings } from "./settings.ts";
import { readState, severityOf } from "./vocabulary.ts";

/** Reads one finding: it is the one alert of its group that this notification tells of. */
export const readSccFinding = (
  notification: SccNotification,
  settings: GcpSccSettings,
  context: NormaliseContext,
): IncomingIncident => {
  const { finding } = notification;
  const hash = contentHash(notification, context.digest);
  const createdAt = said(finding, "createTime", readTime);
  const eventAt = said(finding, "eventTime", readTime);
  const updatedAt = eventAt ?? createdAt;
  const version = versionOf(hash, updatedAt);
  const title = saidSome(finding, "category", readTitle);
  const url = said(finding, "externalUri", readUrl);
  const status = saidSome(finding, "state", readState);
  const facts = factsSaid<AlertFacts>({
    title,
    description: said(finding, ["description", "sourceProperties.Explanation"], readProse),
    severity: severityOf(finding),
    status,
    categories: namesAt(finding, ["findingClass", "mitreAttack.primaryTactic", "mitreAttack.additionalTactics"]),
    techniques: techniquesOf(finding),
    serviceSource: "securityCommandCenter",
    detectionSource: saidSome(
      finding,
      [
        "sourceDisplayName",
        "parentDisplayName",
        "sourceProperties.ScannerName",
        "sourceProperties.detectionCategory.ruleName",
      ],
      readName,
    ),
    recommendedActions: said(finding, ["nextSteps", "sourceProperties.Recommendation"], readProse),
    url,
    createdAt,
    updatedAt,
    lastActivityAt: eventAt,
    resolvedAt: status?.value === "resolved" ? eventAt : undefined,
  });
  const evidence = layEvidence(readSccEvidence(notification, context.digest), version);
  const incident = factsSaid<IncidentFacts>({
    title,
    portalUrl: url ?? undefined,
    tags: tagsOf(notification),
    updatedAt: updatedAt ?? undefined,
  });
  return {
    externalId: groupKeyOf(notification, hash, settings, context),
    authority: `source:${context.sourceId}`,
    grouping: groupingOf(settings),
    layers: [{ version, facts: incident }],
    alerts: keyAlerts([{ id: idOf(finding, context), hash, alert: { layers: [{ version, facts }], evidence } }]),
  };
};

const namesAt = (finding: ForeignRecord, paths: readonly string[]): readonly string[] | undefined => {
  const names = readNames(paths.flatMap((path) => readList(ownAt(finding, path))));
  return names.length === 0 ? undefined : names;
};

const techniquesOf = (finding: ForeignRecord): readonly string[] | undefined => {
  const names = namesAt(finding, ["mitreAttack.primaryTechniques", "mitreAttack.additionalTechniques"]);
  return names && readTechniques(names);
};

/** The project, and security marks as `key=value`. */
const tagsOf = (notification: SccNotification): readonly string[] | undefined => {
  const marks = Object.entries(readRecord(ownAt(notification.finding, "securityMarks.marks")) ?? {});
  const tags = readNames([projectOf(notification), ...marks.map(([key, value]) => `${key}=${readName(value) ?? ""}`)]);
  return tags.length === 0 ? undefined : tags;
};

const projectOf = ({ finding, resource }: SccNotification): string | null => {
  const names = ["projectDisplayName", "project_display_name", "gcpMetadata.projectDisplayName"];
  const inName = /\/projects\/([^/]+)/.exec(resourceNameOf({ finding, resource }) ?? "")?.[1];
  const properties = readName(ownAt(finding, "sourceProperties.ProjectId"));
  return firstOf(...names.map((path) => readName(ownAt(resource, path))), properties, inName);
};

/** Its name, which version 2 of the API writes with a location and version 1 without. */
const idOf = (finding: ForeignRecord, { digest }: NormaliseContext): string | null =>
  readId(firstOf(readName(own(finding, "name")), readName(own(finding, "canonicalName"))), digest)?.replace(
    "/locations/global/",
    "/",
  ) ?? null;

/** What gathers findings. One that names no resource stands for itself. */
const groupKeyOf = (
  notification: SccNotification,
  hash: string,
  { groupBy }: GcpSccSettings,
  context: NormaliseContext,
): string => {
  const { finding } = notification;
  const itself = idOf(finding, context) ?? `finding:${hash.slice(0, 32)}`;
  const parts = {
    category: readName(own(finding, "category")) ?? "",
    resource: resourceNameOf(notification) ?? itself,
    project: projectOf(notification) ?? "",
    source: readName(own(finding, "parent")) ?? "",
    finding: itself,
  };
  return shortKey(keyOfParts(groupBy.map((part) => parts[part])), context.digest);
};
