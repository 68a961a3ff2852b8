import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts, EvidenceType } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  firstOf,
  own,
  ownAt,
  readName,
  readNames,
  readRecord,
  readRecords,
  shortKey,
} from "../../read.ts";
import { detailsOf, domainOf, ipOf, nameInArn, readActionEvidence, tagsOf } from "../aws/network.ts";
import type { EvidenceSaid } from "../evidence-said.ts";

/** What a finding is about, and what it saw: the other side, processes, malware, indicators and vulnerabilities. */
export const readFindingEvidence = (finding: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => [
  ...readRecords(own(finding, "resources")).flatMap((resource) => resourceOf(resource, digest)),
  ...readActionEvidence(readRecord(own(finding, "action")), digest),
  ...networkOf(readRecord(own(finding, "network")), digest),
  ...readRecords(own(finding, "process")).flatMap((process) =>
    named("process", firstOf(readName(own(process, "path")), readName(own(process, "name"))), digest, {
      processId: own(process, "pid"),
    }),
  ),
  ...readRecords(own(finding, "malware")).flatMap((malware) =>
    named("file", firstOf(readName(own(malware, "path")), readName(own(malware, "name"))), digest, {
      malware: own(malware, "name"),
    }),
  ),
  ...readRecords(own(finding, "threatIntelIndicators")).flatMap((indicator) => indicatorOf(indicator, digest)),
  ...readRecords(own(finding, "vulnerabilities")).flatMap((vulnerability) =>
    named("other", readName(own(vulnerability, "id")), digest),
  ),
];

const named = (
  type: EvidenceType,
  name: string | null,
  digest: Digest,
  details: Readonly<Record<string, unknown>> = {},
): readonly EvidenceSaid[] =>
  name === null ? [] : [{ type, key: shortKey(name, digest), facts: { name, ...detailsOf(details) } }];

const types: Readonly<Record<string, EvidenceType>> = {
  AwsEc2Instance: "device",
  AwsIamUser: "user",
  AwsIamAccessKey: "user",
};

const resourceOf = (resource: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const id = readName(own(resource, "id"));
  const kind = readName(own(resource, "type")) ?? "";
  const details = readRecord(own(resource, "details"));
  const owner = ["userName", "principalName"].map((key) => readName(ownAt(details, `awsIamAccessKey.${key}`)));
  const shown = firstOf(...owner, id === null ? null : nameInArn(id));
  if (shown === null) return [];
  const type = Object.hasOwn(types, kind) ? (types[kind] ?? "cloudResource") : "cloudResource";
  // Users and machines go by the names that other sources have for them too, everything else by its ARN.
  const key = type === "cloudResource" ? (id ?? shown) : shown;
  const tags = tagsOf(own(resource, "tags"));
  const ips = readNames(
    ["ipV4Addresses", "ipV6Addresses"].flatMap((list) => ownAt(details, `awsEc2Instance.${list}`) ?? []),
  );
  const facts = factsSaid<EvidenceFacts>({
    name: shown,
    tags: tags.length === 0 ? undefined : tags,
    ips: ips.length === 0 ? undefined : ips,
    ...detailsOf({ resourceType: kind, arn: id?.startsWith("arn:") ? id : null }),
  });
  return [{ type, key: shortKey(key.toLowerCase(), digest), facts }];
};

const networkOf = (network: ForeignRecord | null, digest: Digest): readonly EvidenceSaid[] => [
  ...["sourceIpV4", "sourceIpV6", "destinationIpV4", "destinationIpV6"].flatMap((key) => ipOf(own(network, key))),
  ...["sourceDomain", "destinationDomain"].flatMap((key) => domainOf(own(network, key), digest)),
];

const indicatorOf = (indicator: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const type = readName(own(indicator, "type")) ?? "";
  const value = own(indicator, "value");
  if (/^IPV[46]_ADDRESS$/.test(type)) return ipOf(value);
  if (type === "DOMAIN" || type === "URL") return domainOf(value, digest);
  return named("other", readName(value), digest, { type });
};
