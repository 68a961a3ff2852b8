import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  firstOf,
  own,
  readList,
  readName,
  said,
  saidNames,
  shortKey,
} from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { namelessKey } from "./nameless-key.ts";
import { readUser } from "./user.ts";

/** Names before ids. The last of each is that of a device in Microsoft's IoT schema. */
const nameKeys = ["deviceDnsName", "hostName", "deviceName", "mdeDeviceId", "azureAdDeviceId", "deviceId"];

/** A device and the users who were logged on to it. Its own name tells it, in any letter case, else its ids do. */
export const readDevice = (record: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const read = (key: string) => readName(own(record, key));
  const name = firstOf(...nameKeys.map(read));
  const device: EvidenceSaid = {
    type: "device",
    key: shortKey((name ?? namelessKey(record, digest)).toLowerCase(), digest),
    facts: factsSaid<EvidenceFacts>({
      name: name ?? "Unnamed device",
      sourceGroup: said(record, "rbacGroupName", readGroup),
      os: said(record, ["osPlatform", "operatingSystem"], readName),
      domain: domainOf(record),
      tags: saidNames(record, ["tags"]),
      ips: saidNames(record, ["lastIpAddress", "ipInterfaces", "lastExternalIpAddress", "ipAddress.ipAddress"]),
      details: detailsOf(record),
    }),
  };
  return [device, ...readList(own(record, "loggedOnUsers")).flatMap((account) => readUser(account, digest))];
};

/** Null is *in no group*, which the vendor spells `UnassignedGroup`. */
const readGroup = (value: unknown): string | null => {
  const name = readName(value);
  return name?.toLowerCase() === "unassignedgroup" ? null : name;
};

/** The domain as said, else the part of a full host name after the first dot, else the short name of old. */
const domainOf = (record: ForeignRecord): string | null | undefined => {
  const dnsDomain = said(record, "dnsDomain", readName);
  const ntDomain = said(record, "ntDomain", readName);
  const fromHost = domainOfHost(readName(own(record, "deviceDnsName")));
  return firstOf(dnsDomain, fromHost, ntDomain) ?? (dnsDomain === undefined ? ntDomain : dnsDomain);
};

/** What follows the first dot of a full host name; an address has no domain. */
export const domainOfHost = (host: string | null): string | undefined =>
  /^[^.\s]+\.(.*[a-z].*)$/i.exec(host ?? "")?.[1];

const detailsOf = (record: ForeignRecord): EvidenceFacts["details"] => {
  const found = ["mdeDeviceId", "azureAdDeviceId", "riskScore", "healthStatus", "osBuild", "verdict"].flatMap((key) => {
    const text = readName(own(record, key));
    return text === null ? [] : [[key, text]];
  });
  return Object.fromEntries(found);
};
