import type { EvidenceType } from "../../incident.ts";
import { type ForeignRecord, ownAt, readName } from "../../read.ts";

/** Where a kind of evidence keeps its name, what identifies it and what is worth showing: paths through its object. */
export interface EvidenceShape {
  readonly type: EvidenceType;
  /** The first that holds something is the name. */
  readonly names: readonly string[];
  /** All that hold something, together, tell one piece from the others of its type; else the name does. */
  readonly ids: readonly string[];
  readonly details?: Readonly<Record<string, string>>;
  /** Where a name must be put together. */
  readonly nameOf?: (record: ForeignRecord) => string | null;
}

const textAt = (record: ForeignRecord, path: string): string | null => readName(ownAt(record, path));

/** A folder and a name, joined as the folder's own separators say. */
const fullPath = (record: ForeignRecord, key: string): string | null => {
  const name = textAt(record, `${key}.fileName`);
  const folder = textAt(record, `${key}.filePath`);
  if (name === null || folder === null) return name ?? folder;
  if (folder.toLowerCase().endsWith(name.toLowerCase())) return folder;
  const separator = folder.includes("\\") ? "\\" : "/";
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`;
};

const cloud = (names: readonly string[], ids: readonly string[]): EvidenceShape => ({
  type: "cloudResource",
  names,
  ids,
  details: { resourceType: "resourceType", account: "amazonAccountId", project: "projectId", publisher: "publisher" },
});

/** By the name of the type in the vendor's schema, lower case, without `Evidence`. */
export const shapes: ReadonlyMap<string, EvidenceShape> = new Map<string, EvidenceShape>([
  [
    "mailbox",
    {
      type: "mailbox",
      names: ["primaryAddress", "upn", "userAccount.userPrincipalName", "displayName"],
      ids: [],
      details: { displayName: "displayName", userPrincipalName: "userAccount.userPrincipalName" },
    },
  ],
  [
    "analyzedmessage",
    {
      type: "mailMessage",
      names: ["subject", "internetMessageId", "networkMessageId"],
      ids: ["networkMessageId", "internetMessageId", "recipientEmailAddress"],
      details: {
        sender: "p2Sender.emailAddress",
        envelopeSender: "p1Sender.emailAddress",
        recipient: "recipientEmailAddress",
        senderIp: "senderIp",
        internetMessageId: "internetMessageId",
        deliveryAction: "deliveryAction",
        deliveryLocation: "deliveryLocation",
      },
    },
  ],
  [
    "mailmessage",
    {
      type: "mailMessage",
      names: ["subject", "p2Sender.emailAddress", "recipientEmailAddress"],
      ids: ["recipientEmailAddress", "p2Sender.emailAddress", "subject"],
      details: { sender: "p2Sender.emailAddress", recipient: "recipientEmailAddress", senderIp: "senderIp" },
    },
  ],
  [
    "mailcluster",
    {
      type: "mailMessage",
      names: ["clusterByValue", "query", "urn"],
      ids: ["clusterBy", "clusterByValue"],
      details: { clusterBy: "clusterBy", emailCount: "emailCount" },
    },
  ],
  [
    "file",
    {
      type: "file",
      names: ["fileDetails.sha256", "fileDetails.sha1", "fileDetails.md5"],
      ids: ["fileDetails.filePath", "fileDetails.fileName", "fileDetails.sha256", "fileDetails.sha1"],
      details: {
        sha256: "fileDetails.sha256",
        sha1: "fileDetails.sha1",
        size: "fileDetails.fileSize",
        publisher: "fileDetails.filePublisher",
        signer: "fileDetails.signer",
        detection: "detectionStatus",
      },
      nameOf: (record) => fullPath(record, "fileDetails"),
    },
  ],
  ["filehash", { type: "file", names: ["value"], ids: ["value"], details: { algorithm: "algorithm" } }],
  [
    "process",
    {
      type: "process",
      names: ["imageFile.fileName", "processCommandLine", "processId"],
      ids: ["mdeDeviceId", "imageFile.fileName", "processId", "processCreationDateTime"],
      details: {
        commandLine: "processCommandLine",
        processId: "processId",
        parentProcessId: "parentProcessId",
        parentProcess: "parentProcessImageFile.fileName",
        path: "imageFile.filePath",
        sha256: "imageFile.sha256",
        sha1: "imageFile.sha1",
        detection: "detectionStatus",
      },
    },
  ],
  ["url", { type: "url", names: ["url"], ids: ["url"] }],
  ["ip", { type: "ip", names: ["ipAddress"], ids: ["ipAddress"], details: { country: "countryLetterCode" } }],
  ["cloudapplication", cloud(["displayName", "instanceName", "appId"], ["appId", "instanceId"])],
  ["oauthapplication", cloud(["displayName", "appId"], ["appId", "objectId"])],
  ["azureresource", cloud(["resourceName", "resourceId"], ["resourceId"])],
  ["amazonresource", cloud(["resourceName", "amazonResourceId"], ["amazonResourceId"])],
  ["googlecloudresource", cloud(["resourceName", "fullResourceName"], ["fullResourceName"])],
  [
    "registrykey",
    {
      type: "other",
      names: ["registryKey"],
      ids: ["registryHive", "registryKey"],
      nameOf: (record) => registryPath(record),
    },
  ],
  [
    "registryvalue",
    {
      type: "other",
      names: ["registryValueName"],
      ids: ["registryHive", "registryKey", "registryValueName", "registryValue"],
      details: { valueName: "registryValueName", value: "registryValue", valueType: "registryValueType" },
      nameOf: (record) => registryPath(record),
    },
  ],
]);

const registryPath = (record: ForeignRecord): string | null => {
  const key = textAt(record, "registryKey");
  const hive = textAt(record, "registryHive");
  return key === null || hive === null ? key : `${hive}\\${key}`;
};

/** Any other type: the vendor's schema has some fifty, and grows. */
export const shapeOfOther: EvidenceShape = {
  type: "other",
  names: [
    "displayName",
    "name",
    "resourceName",
    "subject",
    "deviceName",
    "servicePrincipalName",
    "domainName",
    "activeDirectoryDomainName",
    "friendlyName",
    "url",
    "value",
    "id",
  ],
  ids: [],
};

/** For evidence that comes without its type: a key that tells, and the type that it tells of, most telling first. */
export const guessedShapes: readonly (readonly [key: string, kind: string])[] = [
  ["deviceDnsName", "device"],
  ["hostName", "device"],
  ["primaryAddress", "mailbox"],
  ["clusterBy", "mailcluster"],
  ["networkMessageId", "analyzedmessage"],
  ["fileDetails", "file"],
  ["processId", "process"],
  ["imageFile", "process"],
  ["registryValue", "registryvalue"],
  ["registryKey", "registrykey"],
  ["ipAddress", "ip"],
  ["url", "url"],
  ["userAccount", "user"],
];
