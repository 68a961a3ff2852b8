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
import { detailsOf, nameInArn, tagsOf } from "../aws/network.ts";
import type { EvidenceSaid } from "../evidence-said.ts";

/** What a finding is about: the instance, the user behind a key, buckets, clusters and whatever else it names. */
export const readResourceEvidence = (resource: ForeignRecord | null, digest: Digest): readonly EvidenceSaid[] => [
  ...readRecords(own(resource, "instanceDetails")).flatMap((instance) => readInstance(instance, digest)),
  ...things.flatMap((thing) =>
    readRecords(ownAt(resource, thing.path)).flatMap((record) => thingOf(record, thing, digest)),
  ),
];

/** An instance is known by its id: names and addresses are used again. */
const readInstance = (instance: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const name = readName(own(instance, "instanceId"));
  if (name === null) return [];
  const interfaces = readRecords(own(instance, "networkInterfaces"));
  const ips = readNames(
    interfaces.flatMap((one) =>
      ["privateIpAddress", "publicIp", "ipv6Addresses"].flatMap((key) => own(one, key) ?? []),
    ),
  );
  const tags = tagsOf(own(instance, "tags"));
  return [
    {
      type: "device",
      key: shortKey(name.toLowerCase(), digest),
      facts: factsSaid<EvidenceFacts>({
        name,
        os: firstOf(readName(own(instance, "platform")), readName(own(instance, "imageDescription"))) ?? undefined,
        tags: tags.length === 0 ? undefined : tags,
        ips: ips.length === 0 ? undefined : ips,
        ...detailsOf({
          instanceType: own(instance, "instanceType"),
          publicDnsName: interfaces.map((one) => readName(own(one, "publicDnsName"))).find((dns) => dns !== null),
          vpcId: interfaces.map((one) => readName(own(one, "vpcId"))).find((vpc) => vpc !== null),
        }),
      }),
    },
  ];
};

interface Thing {
  readonly path: string;
  readonly type: EvidenceType;
  readonly names: readonly string[];
  /** What tells it from others; its name where nothing does. */
  readonly ids: readonly string[];
  readonly details?: readonly string[];
}

const things: readonly Thing[] = [
  {
    path: "accessKeyDetails",
    type: "user",
    names: ["userName", "principalId", "accessKeyId"],
    ids: [],
    details: ["userType", "principalId", "accessKeyId"],
  },
  { path: "kubernetesDetails.kubernetesUserDetails", type: "user", names: ["username", "uid"], ids: [] },
  { path: "rdsDbUserDetails", type: "user", names: ["user"], ids: [], details: ["application", "database"] },
  { path: "s3BucketDetails", type: "cloudResource", names: ["name", "arn"], ids: ["arn"], details: ["type"] },
  { path: "eksClusterDetails", type: "cloudResource", names: ["name", "arn"], ids: ["arn"] },
  { path: "ecsClusterDetails", type: "cloudResource", names: ["name", "arn"], ids: ["arn"] },
  { path: "lambdaDetails", type: "cloudResource", names: ["functionName", "functionArn"], ids: ["functionArn"] },
  {
    path: "rdsDbInstanceDetails",
    type: "cloudResource",
    names: ["dbInstanceIdentifier", "dbInstanceArn"],
    ids: ["dbInstanceArn"],
    details: ["engine"],
  },
  {
    path: "rdsLimitlessDbDetails",
    type: "cloudResource",
    names: ["dbShardGroupIdentifier", "dbShardGroupArn"],
    ids: ["dbShardGroupArn"],
  },
  {
    path: "kubernetesDetails.kubernetesWorkloadDetails",
    type: "cloudResource",
    names: ["name"],
    ids: ["uid"],
    details: ["type", "namespace"],
  },
  { path: "containerDetails", type: "cloudResource", names: ["name", "id"], ids: ["id"], details: ["image"] },
  {
    path: "ebsVolumeDetails.scannedVolumeDetails",
    type: "cloudResource",
    names: ["volumeArn"],
    ids: ["volumeArn"],
    details: ["deviceName"],
  },
  { path: "ebsSnapshotDetails", type: "cloudResource", names: ["snapshotArn"], ids: ["snapshotArn"] },
  { path: "ec2ImageDetails", type: "cloudResource", names: ["imageArn"], ids: ["imageArn"] },
  { path: "recoveryPointDetails", type: "cloudResource", names: ["recoveryPointArn"], ids: ["recoveryPointArn"] },
];

const thingOf = (record: ForeignRecord, thing: Thing, digest: Digest): readonly EvidenceSaid[] => {
  const read = (path: string) => readName(ownAt(record, path));
  const said = firstOf(...thing.names.map(read));
  if (said === null) return [];
  const details = Object.fromEntries((thing.details ?? []).map((key) => [key, own(record, key)]));
  const tags = tagsOf(own(record, "tags"));
  return [
    {
      type: thing.type,
      key: shortKey((firstOf(...thing.ids.map(read)) ?? said).toLowerCase(), digest),
      facts: { name: nameInArn(said), ...(tags.length > 0 && { tags }), ...detailsOf(details) },
    },
  ];
};

/** Where each type of resource says which one it is, by `resourceType`. */
const namesByType: Readonly<Record<string, readonly string[]>> = {
  Instance: ["instanceDetails.instanceId"],
  AccessKey: ["accessKeyDetails.userName", "accessKeyDetails.principalId", "accessKeyDetails.accessKeyId"],
  EKSCluster: ["eksClusterDetails.arn", "eksClusterDetails.name"],
  KubernetesCluster: ["eksClusterDetails.arn", "eksClusterDetails.name"],
  ECSCluster: ["ecsClusterDetails.arn", "ecsClusterDetails.name"],
  Container: ["containerDetails.id", "instanceDetails.instanceId"],
  RDSDBInstance: ["rdsDbInstanceDetails.dbInstanceArn", "rdsDbInstanceDetails.dbInstanceIdentifier"],
  RDSLimitlessDB: ["rdsLimitlessDbDetails.dbShardGroupArn"],
  Lambda: ["lambdaDetails.functionArn", "lambdaDetails.functionName"],
};

/** Which resource a finding is about, for gathering; null for one about many, as an attack sequence is. */
export const resourceIdOf = (resource: ForeignRecord | null): string | null => {
  const type = readName(own(resource, "resourceType")) ?? "";
  const buckets = readRecords(own(resource, "s3BucketDetails")).flatMap(
    (bucket) => firstOf(readName(own(bucket, "arn")), readName(own(bucket, "name"))) ?? [],
  );
  if (/^S3(?:Bucket|Object)$/.test(type) && buckets.length > 0) return buckets.toSorted()[0] ?? null;
  const paths = Object.hasOwn(namesByType, type) ? (namesByType[type] ?? []) : [];
  const named = firstOf(...paths.map((path) => readName(ownAt(resource, path))));
  if (named !== null || type === "AttackSequence") return named;
  const any = Object.values(namesByType).flat();
  return firstOf(...any.map((path) => readName(ownAt(readRecord(resource), path))), buckets.toSorted()[0]);
};
