import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceType } from "../../incident.ts";
import { firstOf, own, ownAt, readList, readName, readNames, readRecords, shortKey } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import type { SccNotification } from "./message.ts";

/** What a finding is about and what it names: the resource, who acted, addresses, processes, files and a vulnerability. */
export const readSccEvidence = (notification: SccNotification, digest: Digest): readonly EvidenceSaid[] => {
  const { finding } = notification;
  const texts = (paths: readonly string[]) => readNames(paths.flatMap((path) => readList(ownAt(finding, path))));
  const each = (list: string, keys: readonly string[]) =>
    readRecords(own(finding, list)).map((entry) => firstOf(...keys.map((key) => readName(ownAt(entry, key)))));
  const pieces = (type: EvidenceType, names: readonly (string | null)[]) =>
    names.flatMap((name) => (name === null ? [] : pieceOf(type, name, digest)));
  const connections = ["sourceIp", "destinationIp"].flatMap((key) => each("connections", [key]));
  return [
    ...resourceOf(notification, digest),
    ...pieces("user", texts(userPaths)),
    ...pieces("ip", [...texts(ipPaths), ...connections].filter(isAddress)),
    ...pieces("url", texts(["indicator.domains", "indicator.uris"])),
    ...pieces("process", each("processes", ["binary.path", "script.path", "name"])),
    ...pieces("file", each("files", ["path"])),
    ...pieces("cloudResource", each("containers", ["name", "uri"])),
    ...pieces("other", texts(["vulnerability.cve.id"])),
  ];
};

const userPaths = ["access.principalEmail", "sourceProperties.properties.principalEmail", "database.userName"];

const ipPaths = [
  "access.callerIp",
  "indicator.ipAddresses",
  "sourceProperties.properties.ipConnection.srcIp",
  "sourceProperties.properties.ipConnection.destIp",
];

const isAddress = (name: string | null): boolean => name !== null && /^[\da-f:.]+$/i.test(name) && /[.:]/.test(name);

const folding: ReadonlySet<EvidenceType> = new Set(["device", "ip", "user", "cloudResource"]);

const pieceOf = (type: EvidenceType, name: string, digest: Digest, key = name): readonly EvidenceSaid[] => [
  { type, key: shortKey(folding.has(type) ? key.toLowerCase() : key, digest), facts: { name } },
];

/** A virtual machine is a device under its name; an older finding names it in its properties, and the project as resource. */
const resourceOf = (notification: SccNotification, digest: Digest): readonly EvidenceSaid[] => {
  const { finding, resource } = notification;
  const full = resourceNameOf(notification);
  const inside = readName(ownAt(finding, "sourceProperties.properties.instanceDetails"));
  const instance = [full, inside].map((name) => /\/instances\/([^/]+)$/.exec(name ?? "")?.[1]);
  const [device] = instance.filter((name) => name !== undefined);
  const display = ["displayName", "display_name"].map((key) => readName(own(resource, key)));
  const shown = firstOf(...display, readName(own(finding, "assetDisplayName")), full);
  const isMachine = instance[0] !== undefined;
  const named = isMachine ? firstOf(...display) : null;
  return [
    // The full name may end in the machine's number, which nobody knows it by.
    ...(device === undefined
      ? []
      : pieceOf("device", firstOf(/^\d+$/.test(device) ? named : null, device) ?? device, digest)),
    ...(shown === null || isMachine ? [] : pieceOf("cloudResource", shown, digest, full ?? shown)),
  ];
};

/** The full name of the resource (`//compute.googleapis.com/projects/…`); null where none is named. */
export const resourceNameOf = ({ finding, resource }: SccNotification): string | null =>
  firstOf(readName(own(finding, "resourceName")), readName(own(resource, "name")));
