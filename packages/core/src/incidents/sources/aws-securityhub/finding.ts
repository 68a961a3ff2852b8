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
  readRecords,
  readTime,
  readTitle,
  readUrl,
  readWord,
  said,
  saidSome,
  shortKey,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { keyAlerts } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { groupingOf, keyOfParts } from "../settings.ts";
import { readFindingEvidence } from "./evidence.ts";
import type { SecurityHubSettings } from "./settings.ts";
import { complianceOf, severityOf, statusOf } from "./vocabulary.ts";

/** Reads one finding, its keys in camel case: it is the one alert of its group that this payload tells of. */
export const readSecurityHubFinding = (
  finding: ForeignRecord,
  settings: SecurityHubSettings,
  context: NormaliseContext,
): IncomingIncident => {
  const { digest } = context;
  const hash = contentHash(finding, digest);
  const [createdAt, lastActivityAt] = ["createdAt", "lastObservedAt"].map((key) => said(finding, key, readTime));
  const updatedAt = said(finding, "updatedAt", readTime) ?? lastActivityAt ?? createdAt;
  const version = versionOf(hash, updatedAt);
  const title = titleOf(finding);
  const url = said(finding, "sourceUrl", readUrl);
  const facts = factsSaid<AlertFacts>({
    title,
    description: said(finding, "description", readProse),
    // A check that passes is called informational, which says nothing of the one that had failed.
    severity: complianceOf(finding) === "PASSED" ? undefined : severityOf(finding),
    status: statusOf(finding),
    categories: categoriesOf(finding),
    serviceSource: saidSome(finding, ["productName", "productFields.aws/securityhub/ProductName"], readName),
    detectionSource: saidSome(finding, ["compliance.securityControlId", "generatorId"], readName),
    classification: said(finding, "verificationState", readWord),
    recommendedActions: remediationOf(finding),
    url,
    createdAt,
    updatedAt,
    firstActivityAt: said(finding, "firstObservedAt", readTime),
    lastActivityAt,
  });
  const evidence = layEvidence(readFindingEvidence(finding, digest), version);
  const portalUrl = url ?? undefined;
  return {
    externalId: groupKeyOf(finding, hash, settings, context),
    authority: `source:${context.sourceId}`,
    grouping: groupingOf(settings),
    layers: [{ version, facts: factsSaid<IncidentFacts>({ title, portalUrl, tags: tagsOf(finding), updatedAt }) }],
    alerts: keyAlerts([
      { id: readId(own(finding, "id"), digest), hash, alert: { layers: [{ version, facts }], evidence } },
    ]),
  };
};

const titleOf = (finding: ForeignRecord): string => {
  const control = readName(ownAt(finding, "compliance.securityControlId"));
  return (
    saidSome(finding, "title", readTitle) ??
    (control === null ? null : `Security control ${control}`) ??
    saidSome(finding, ["types", "generatorId"], (value) => readNames(value)[0] ?? null) ??
    "Finding of Security Hub"
  );
};

/** Namespace and category of each type (`TTPs/Exfiltration/…`); what comes after is one product's own. */
const categoriesOf = (finding: ForeignRecord): readonly string[] | undefined => {
  const types = [own(finding, "types"), ownAt(finding, "findingProviderFields.types")].flatMap(readList);
  const parts = types.flatMap((type) => (readName(type) ?? "").split("/").slice(0, 2));
  const categories = readNames(parts);
  return categories.length === 0 ? undefined : categories;
};

const remediationOf = (finding: ForeignRecord): string | undefined => {
  const parts = ["text", "url"].map((key) => readName(ownAt(finding, `remediation.recommendation.${key}`)));
  return readProse(parts.filter((part) => part !== null)) ?? undefined;
};

const tagsOf = (finding: ForeignRecord): readonly string[] | undefined => {
  const tags = readNames(
    ["awsAccountId", "awsAccountName", "region", "compliance.securityControlId"].map((path) => ownAt(finding, path)),
  );
  return tags.length === 0 ? undefined : tags;
};

/** What gathers findings: none of it changes while a finding lives. One that names no resource stands for itself. */
const groupKeyOf = (
  finding: ForeignRecord,
  hash: string,
  { groupBy }: SecurityHubSettings,
  { digest }: NormaliseContext,
): string => {
  const itself = readId(own(finding, "id"), digest) ?? `finding:${hash.slice(0, 32)}`;
  const resources = readRecords(own(finding, "resources"));
  const read = (path: string) => readName(ownAt(finding, path));
  const parts = {
    account: read("awsAccountId") ?? "",
    region: firstOf(read("region"), ...resources.map((resource) => readName(own(resource, "region")))) ?? "",
    generator: firstOf(read("generatorId"), read("compliance.securityControlId"), read("productArn")) ?? "",
    resource: resources.flatMap((resource) => readName(own(resource, "id")) ?? []).toSorted()[0] ?? itself,
    product: read("productArn") ?? "",
    finding: itself,
  };
  return shortKey(keyOfParts(groupBy.map((part) => parts[part])), digest);
};
