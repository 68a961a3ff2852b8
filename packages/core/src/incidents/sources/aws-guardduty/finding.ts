import type { AlertFacts, IncidentFacts, IncomingIncident, Mapped, Status } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  firstOf,
  own,
  ownAt,
  readId,
  readName,
  readNames,
  readProse,
  readRecord,
  readTime,
  readTitle,
  readWord,
  said,
  saidSome,
  shortKey,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { keyAlerts } from "../alert-keys.ts";
import { nameInArn } from "../aws/network.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { groupingOf, keyOfParts } from "../settings.ts";
import { readResourceEvidence, resourceIdOf } from "./resource.ts";
import { proseTactics, proseTechniques, readProseEvidence } from "./sequence-prose.ts";
import { indicatorsOf, readServiceEvidence, techniquesOf } from "./service.ts";
import type { GuardDutySettings } from "./settings.ts";
import { readGuardDutySeverity } from "./severity.ts";

/** Reads one finding, its keys in camel case: it is the one alert of its group that this payload tells of. */
export const readGuardDutyFinding = (
  finding: ForeignRecord,
  settings: GuardDutySettings,
  context: NormaliseContext,
): IncomingIncident => {
  const { digest } = context;
  const hash = contentHash(finding, digest);
  const service = readRecord(own(finding, "service"));
  const resource = readRecord(own(finding, "resource"));
  const lastSeen = said(service, "eventLastSeen", readTime);
  const updatedAt = said(finding, "updatedAt", readTime) ?? lastSeen ?? said(finding, "createdAt", readTime);
  const version = versionOf(hash, updatedAt);
  const title = saidSome(finding, ["title", "type"], readTitle);
  const url = urlOf(finding);
  const facts = factsSaid<AlertFacts>({
    title,
    description: said(finding, "description", readProse),
    severity: saidSome(finding, "severity", readGuardDutySeverity),
    status: statusOf(service),
    categories: categoriesOf(finding, service),
    techniques: techniquesOf(service) ?? proseTechniques(finding),
    serviceSource: "guardduty",
    detectionSource: saidSome(service, "featureName", readName),
    classification: said(service, "userFeedback", readWord),
    url,
    createdAt: said(finding, "createdAt", readTime),
    updatedAt,
    firstActivityAt: said(service, "eventFirstSeen", readTime),
    lastActivityAt: lastSeen,
  });
  const seen = [...readResourceEvidence(resource, digest), ...readServiceEvidence(service, digest)];
  const evidence = seen.length > 0 ? seen : readProseEvidence(finding, digest);
  return {
    externalId: groupKeyOf(finding, resource, hash, settings, context),
    authority: `source:${context.sourceId}`,
    grouping: groupingOf(settings),
    layers: [
      {
        version,
        facts: factsSaid<IncidentFacts>({ title, portalUrl: url, tags: tagsOf(finding, service), updatedAt }),
      },
    ],
    alerts: keyAlerts([
      {
        id: idOf(finding, context),
        hash,
        alert: { layers: [{ version, facts }], evidence: layEvidence(evidence, version) },
      },
    ]),
  };
};

/** GuardDuty's only status: archived or not. */
const statusOf = (service: ForeignRecord | null): Mapped<Status> | undefined => {
  const archived = own(service, "archived");
  if (archived === true || archived === "true") return { value: "resolved", foreign: "archived" };
  return archived === false || archived === "false" ? { value: "active", foreign: null } : undefined;
};

/** `Backdoor` of `Backdoor:EC2/C&CActivity.B!DNS`, the purpose of the threat, and the tactics of an attack sequence. */
const categoriesOf = (finding: ForeignRecord, service: ForeignRecord | null): readonly string[] | undefined => {
  const purpose = /^([A-Za-z]+):/.exec(readName(own(finding, "type")) ?? "")?.[1];
  const tactics = indicatorsOf(service, "ATTACK_TACTIC");
  const categories = readNames([purpose, ...(tactics.length > 0 ? tactics : proseTactics(finding))]);
  return categories.length === 0 ? undefined : categories;
};

const tagsOf = (finding: ForeignRecord, service: ForeignRecord | null): readonly string[] | undefined => {
  const isSample = ownAt(service, "additionalInfo.sample") === true;
  const tags = readNames([
    ...["type", "accountId", "region"].map((key) => own(finding, key)),
    isSample ? "sample" : null,
  ]);
  return tags.length === 0 ? undefined : tags;
};

const idOf = (finding: ForeignRecord, { digest }: NormaliseContext): string | null => {
  const arn = readId(own(finding, "arn"), digest);
  return readId(own(finding, "id"), digest) ?? (arn === null ? null : nameInArn(arn));
};

/** The finding in the console, as GuardDuty's user guide makes links in mails; its events carry none. */
const urlOf = (finding: ForeignRecord): string | undefined => {
  const [id, region] = ["id", "region"].map((key) => readName(own(finding, key)) ?? "");
  if (own(finding, "partition") !== "aws" || !/^[\da-f-]{16,64}$/i.test(id ?? "")) return undefined;
  if (!/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(region ?? "")) return undefined;
  return `https://console.aws.amazon.com/guardduty/home?region=${region}#/findings?search=id%3D${id}`;
};

/** What gathers findings. One about many resources stands for itself. */
const groupKeyOf = (
  finding: ForeignRecord,
  resource: ForeignRecord | null,
  hash: string,
  { groupBy }: GuardDutySettings,
  context: NormaliseContext,
): string => {
  const itself = idOf(finding, context) ?? `finding:${hash.slice(0, 32)}`;
  const [, , , region, account] = (readName(own(finding, "arn")) ?? "").split(":");
  const parts = {
    account: firstOf(readName(own(finding, "accountId")), account) ?? "",
    region: firstOf(readName(own(finding, "region")), region) ?? "",
    type: readName(own(finding, "type")) ?? "",
    resource: resourceIdOf(resource) ?? itself,
    finding: itself,
  };
  return shortKey(keyOfParts(groupBy.map((part) => parts[part])), context.digest);
};
