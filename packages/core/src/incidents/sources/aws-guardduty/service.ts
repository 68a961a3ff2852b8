import type { Digest } from "../../../kernel/index.ts";
import {
  type ForeignRecord,
  firstOf,
  own,
  ownAt,
  readList,
  readName,
  readRecord,
  readRecords,
  readTechniques,
  shortKey,
} from "../../read.ts";
import { detailsOf, domainOf, ipOf, nameInArn, readActionEvidence, tagsOf } from "../aws/network.ts";
import type { EvidenceSaid } from "../evidence-said.ts";

/** What was seen: the other side of an action, processes, malicious files, and everybody in an attack sequence. */
export const readServiceEvidence = (service: ForeignRecord | null, digest: Digest): readonly EvidenceSaid[] => [
  ...readActionEvidence(readRecord(own(service, "action")), digest),
  ...readRecords(ownAt(service, "runtimeDetails.process")).flatMap((process) => processOf(process, digest)),
  ...filesOf(service).flatMap((file) => fileOf(file, digest)),
  ...readSequenceEvidence(sequenceOf(service), digest),
];

const processOf = (process: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const name = firstOf(readName(own(process, "executablePath")), readName(own(process, "name")));
  if (name === null) return [];
  const details = {
    sha256: own(process, "executableSha256"),
    processId: own(process, "pid"),
    user: own(process, "user"),
  };
  return [{ type: "process", key: shortKey(name, digest), facts: { name, ...detailsOf(details) } }];
};

const filesOf = (service: ForeignRecord | null): readonly ForeignRecord[] => [
  ...readRecords(ownAt(service, "ebsVolumeScanDetails.scanDetections.threatDetectedByName.threatNames")).flatMap(
    (threat) => readRecords(own(threat, "filePaths")),
  ),
  ...readRecords(ownAt(service, "malwareScanDetails.threats")).flatMap((threat) =>
    readRecords(own(threat, "itemPaths")),
  ),
];

const fileOf = (file: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const name = firstOf(...["filePath", "nestedItemPath", "fileName"].map((key) => readName(own(file, key))));
  if (name === null) return [];
  return [{ type: "file", key: shortKey(name, digest), facts: { name, ...detailsOf({ hash: own(file, "hash") }) } }];
};

const sequenceOf = (service: ForeignRecord | null): ForeignRecord | null =>
  readRecord(ownAt(service, "detection.sequence"));

const readSequenceEvidence = (sequence: ForeignRecord | null, digest: Digest): readonly EvidenceSaid[] => [
  ...readRecords(own(sequence, "resources")).flatMap((resource) => resourceOf(resource, digest)),
  ...readRecords(own(sequence, "actors")).flatMap((actor) => userOf(ownAt(actor, "user.name"), digest)),
  ...readRecords(own(sequence, "endpoints")).flatMap((endpoint) => [
    ...ipOf(own(endpoint, "ip")),
    ...domainOf(own(endpoint, "domain"), digest),
  ]),
];

const resourceOf = (resource: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const type = readName(own(resource, "resourceType")) ?? "";
  const id = firstOf(readName(own(resource, "uid")), readName(own(resource, "name")));
  if (type === "ACCESS_KEY") return userOf(ownAt(resource, "data.accessKey.userName") ?? id, digest);
  if (id === null) return [];
  const tags = tagsOf(own(resource, "tags"));
  const facts = { name: nameInArn(id), ...(tags.length > 0 && { tags }) };
  return type === "EC2_INSTANCE"
    ? [{ type: "device", key: shortKey(nameInArn(id).toLowerCase(), digest), facts }]
    : [{ type: "cloudResource", key: shortKey(id.toLowerCase(), digest), facts }];
};

const userOf = (value: unknown, digest: Digest): readonly EvidenceSaid[] => {
  const name = readName(value);
  return name === null ? [] : [{ type: "user", key: shortKey(name.toLowerCase(), digest), facts: { name } }];
};

/** What an attack sequence shows, under a key of its indicators (`ATTACK_TACTIC`). */
export const indicatorsOf = (service: ForeignRecord | null, key: string): readonly unknown[] =>
  readRecords(own(sequenceOf(service), "sequenceIndicators"))
    .filter((indicator) => own(indicator, "key") === key)
    .flatMap((indicator) => readList(own(indicator, "values")));

/** ATT&CK ids of an attack sequence; undefined where there are none. */
export const techniquesOf = (service: ForeignRecord | null): readonly string[] | undefined => {
  const values = indicatorsOf(service, "ATTACK_TECHNIQUE");
  return values.length === 0 ? undefined : readTechniques(values);
};
