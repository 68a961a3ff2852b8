import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts, EvidenceType } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  firstOf,
  own,
  ownAt,
  readName,
  readRecords,
  readText,
  said,
  saidNames,
  shortKey,
} from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { domainOfHost } from "./device.ts";
import { readUser } from "./user.ts";

/** The states of a first-generation alert: one list for each kind of thing, where newer alerts have one `evidence`. */
export const readLegacyEvidence = (alert: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => [
  ...readRecords(own(alert, "hostStates")).flatMap((host) => hostOf(host, digest)),
  ...readRecords(own(alert, "userStates")).flatMap((user) => userOf(user, digest)),
  ...things.flatMap(([list, type, names, ids]) =>
    readRecords(own(alert, list)).flatMap((record) => thingOf(record, { type, names, ids }, digest)),
  ),
];

const hostOf = (host: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const name = firstOf(readName(own(host, "fqdn")), readName(own(host, "netBiosName")));
  const ips = saidNames(host, ["privateIpAddress", "publicIpAddress"]);
  const shown = name ?? ips?.[0];
  if (shown === undefined) return [];
  const facts = factsSaid<EvidenceFacts>({
    name: shown,
    os: said(host, "os", readName),
    domain: domainOfHost(name),
    ips,
  });
  return [{ type: "device", key: shortKey(shown.toLowerCase(), digest), facts }];
};

/** The same account as in newer alerts, under older names. */
const userOf = (user: ForeignRecord, digest: Digest): readonly EvidenceSaid[] =>
  readUser(
    {
      userPrincipalName: own(user, "userPrincipalName"),
      accountName: own(user, "accountName"),
      domainName: own(user, "domainName"),
      userSid: own(user, "onPremisesSecurityIdentifier"),
      azureAdUserId: own(user, "aadUserId"),
    },
    digest,
  );

interface Thing {
  readonly type: EvidenceType;
  readonly names: readonly string[];
  readonly ids: readonly string[];
}

const things: readonly (readonly [
  list: string,
  type: EvidenceType,
  names: readonly string[],
  ids: readonly string[],
])[] = [
  ["fileStates", "file", ["name", "path", "fileHash.hashValue"], ["path", "name", "fileHash.hashValue"]],
  ["processes", "process", ["name", "path", "commandLine"], ["path", "name", "processId", "createdDateTime"]],
  ["networkConnections", "ip", ["destinationAddress"], ["destinationAddress"]],
  ["networkConnections", "ip", ["sourceAddress"], ["sourceAddress"]],
  ["networkConnections", "url", ["destinationUrl"], ["destinationUrl"]],
  ["uriClickSecurityStates", "url", ["uriDomain"], ["uriDomain"]],
  [
    "messageSecurityStates",
    "mailMessage",
    ["messageSubject", "internetMessageId"],
    ["networkMessageId", "internetMessageId"],
  ],
  [
    "cloudAppStates",
    "cloudResource",
    ["destinationServiceName", "destinationServiceIp"],
    ["destinationServiceName", "destinationServiceIp"],
  ],
  ["securityResources", "cloudResource", ["resource"], ["resource"]],
  ["registryKeyStates", "other", ["key"], ["hive", "key", "valueName"]],
  ["malwareStates", "other", ["name", "family"], ["name", "family"]],
  ["vulnerabilityStates", "other", ["cve"], ["cve"]],
];

const thingOf = (record: ForeignRecord, { type, names, ids }: Thing, digest: Digest): readonly EvidenceSaid[] => {
  const name = firstOf(...names.map((path) => readName(ownAt(record, path))));
  if (name === null) return [];
  const key = firstOf(ids.flatMap((path) => readText(ownAt(record, path)) ?? []).join(" "), name) ?? name;
  return [{ type, key: shortKey(type === "url" ? key : key.toLowerCase(), digest), facts: { name } }];
};
