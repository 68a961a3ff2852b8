import type { Digest } from "../../../kernel/index.ts";
import { type ForeignRecord, firstOf, isNothing, own, readName, readRecord, readText } from "../../read.ts";
import { type Names, renamed } from "../defender-xdr/rename.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { readEvidence } from "../graph-security/evidence.ts";
import { folded, listOrText } from "./folded.ts";

/** The entities of an incident or alert as evidence: put into Graph's words, so that a device is one by every door. */
export const readEntities = (value: unknown, digest: Digest): readonly EvidenceSaid[] => {
  const entities = listOrText(value).flatMap((entry) => {
    const record = readRecord(entry);
    return record ? [flat(record)] : [];
  });
  const byId = new Map([...entities.flatMap(insides), ...entities].flatMap(withId));
  // An entry that only refers to another says nothing new.
  const graphs = entities.filter((entity) => isNothing(own(entity, "$ref"))).map((entity) => graphsOf(entity, byId));
  return readEvidence(graphs, digest);
};

const withId = (entity: ForeignRecord): readonly (readonly [string, ForeignRecord])[] => {
  const id = readText(own(entity, "$id"));
  return id === null ? [] : [[id, entity]];
};

/** Entities that are spelled out inside another one, where others may refer to them. */
const insides = (entity: ForeignRecord): readonly ForeignRecord[] =>
  Object.values(entity).flatMap((value) => (readRecord(value) ? [folded(readRecord(value))] : []));

/** An entity with its `properties` drawn up beside its kind. */
const flat = (entity: ForeignRecord): ForeignRecord => ({
  ...folded(entity),
  ...folded(readRecord(own(entity, "properties"))),
});

type ById = ReadonlyMap<string, ForeignRecord>;

const graphsOf = (entity: ForeignRecord, byId: ById): ForeignRecord => {
  const word = firstOf(readName(own(entity, "kind")), readName(own(entity, "type"))) ?? "Other";
  const turn = turns.get(word.toLowerCase().replaceAll(/[^a-z]/g, ""));
  return turn ? turn(entity, byId) : { ...entity, "@odata.type": word, displayName: own(entity, "friendlyname") };
};

const typed =
  (type: string, names: Names) =>
  (entity: ForeignRecord): ForeignRecord => ({ ...renamed(entity, names), "@odata.type": `${type}Evidence` });

const hostOf = (entity: ForeignRecord): ForeignRecord => {
  const name = firstOf(...["hostname", "netbiosname", "name"].map((key) => readName(own(entity, key))));
  const domain = readName(own(entity, "dnsdomain"));
  const isFull = name !== null && domain !== null && !name.toLowerCase().endsWith(domain.toLowerCase());
  return {
    ...renamed(entity, {
      ntDomain: "ntdomain",
      dnsDomain: "dnsdomain",
      osPlatform: ["osfamily", "osversion"],
      azureAdDeviceId: "aaddeviceid",
      mdeDeviceId: "mdatpdeviceid",
    }),
    deviceDnsName: isFull ? `${name}.${domain}` : undefined,
    hostName: name ?? own(entity, "friendlyname"),
    "@odata.type": "deviceEvidence",
  };
};

const accountOf = (entity: ForeignRecord): ForeignRecord => {
  const name = firstOf(...["accountname", "name"].map((key) => readName(own(entity, key))));
  const suffix = readName(own(entity, "upnsuffix"));
  const made = name !== null && suffix !== null ? `${name}@${suffix}` : null;
  return {
    userAccount: {
      ...renamed(entity, {
        domainName: "ntdomain",
        userSid: "sid",
        azureAdUserId: ["aaduserid", "aadobjectid"],
        displayName: ["displayname", "friendlyname"],
      }),
      accountName: name,
      userPrincipalName: firstOf(readName(own(entity, "userprincipalname")), readName(own(entity, "upn")), made),
    },
    "@odata.type": "userEvidence",
  };
};

const file: Names = { fileName: ["filename", "name"], filePath: "directory", sha256: "sha256" };

/** What another entity holds: the entity itself, or a reference to one of the same list. */
const referred = (value: unknown, byId: ById): ForeignRecord => {
  const record = folded(readRecord(value));
  return byId.get(readText(own(record, "$ref")) ?? "") ?? record;
};

const processOf = (entity: ForeignRecord, byId: ById): ForeignRecord => ({
  ...renamed(entity, {
    processId: "processid",
    processCommandLine: "commandline",
    processCreationDateTime: "creationtimeutc",
  }),
  imageFile: renamed(referred(own(entity, "imagefile"), byId), file),
  "@odata.type": "processEvidence",
});

const registryValueOf = (entity: ForeignRecord, byId: ById): ForeignRecord => ({
  ...renamed(entity, { registryValueName: "name", registryValue: "value", registryValueType: "valuetype" }),
  ...renamed(referred(own(entity, "key"), byId), { registryKey: "key", registryHive: "hive" }),
  "@odata.type": "registryValueEvidence",
});

/** By the kind of an entity, small letters only. */
const turns: ReadonlyMap<string, (entity: ForeignRecord, byId: ById) => ForeignRecord> = new Map<
  string,
  (entity: ForeignRecord, byId: ById) => ForeignRecord
>([
  ["host", hostOf],
  ["account", accountOf],
  ["user", accountOf],
  ["ip", typed("ip", { ipAddress: ["address", "ipaddress"] })],
  ["url", typed("url", { url: "url" })],
  ["file", (entity) => ({ fileDetails: renamed(entity, file), "@odata.type": "fileEvidence" })],
  ["filehash", typed("fileHash", { value: ["hashvalue", "value", "sha256", "sha1", "md5"], algorithm: "algorithm" })],
  ["process", processOf],
  ["registrykey", typed("registryKey", { registryKey: "key", registryHive: "hive" })],
  ["registryvalue", registryValueOf],
  ["mailbox", typed("mailbox", { primaryAddress: "mailboxprimaryaddress", displayName: "displayname", upn: "upn" })],
  [
    "mailmessage",
    (entity) => ({
      ...renamed(entity, {
        subject: "subject",
        recipientEmailAddress: "recipient",
        senderIp: "senderip",
        networkMessageId: "networkmessageid",
        internetMessageId: "internetmessageid",
      }),
      p2Sender: renamed(entity, { emailAddress: ["p2sender", "sender"] }),
      "@odata.type": isNothing(own(entity, "networkmessageid")) ? "mailMessageEvidence" : "analyzedMessageEvidence",
    }),
  ],
  ["mailcluster", typed("mailCluster", { clusterBy: "clustersourceidentifier", query: "query" })],
  [
    "azureresource",
    typed("azureResource", { resourceId: "resourceid", resourceName: ["resourcename", "friendlyname"] }),
  ],
  ["cloudapplication", typed("cloudApplication", { appId: "appid", displayName: ["appname", "name"] })],
  ["malware", typed("malware", { displayName: ["malwarename", "name"] })],
  ["dnsresolution", typed("dns", { domainName: "domainname" })],
  ["dns", typed("dns", { domainName: "domainname" })],
  ["securitygroup", typed("securityGroup", { displayName: ["distinguishedname", "friendlyname"] })],
]);
