import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  own,
  ownAt,
  readId,
  readList,
  readName,
  readNames,
  readRecord,
  readRecords,
  readText,
} from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { pieceOf } from "./piece.ts";

/** Types of resources that are machines; all others are things of a cloud. */
const machine =
  /\b(?:host|server|computer|workstation|endpoint|device|desktop|laptop|virtual ?machines?|instance)\b|ec2instance$|virtualmachines?$/i;

/** A machine or a thing of a cloud, and who owns it. */
export const resourceIn = (resource: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const kind = readName(own(resource, "type"));
  const isMachine = readName(own(resource, "hostname")) !== null || machine.test(kind ?? "");
  const name = ["hostname", "name", "uid"]
    .map((key) => realName(own(resource, key), digest))
    .find((one) => one !== null);
  const owner = readRecord(own(resource, "owner"));
  return [
    ...pieceOf(
      isMachine ? "device" : "cloudResource",
      name,
      factsSaid<EvidenceFacts>({
        sourceGroup: groupOf(resource),
        tags: tagsOf(resource),
        ips: isMachine ? ipsOf(resource) : undefined,
        details: detailsOf(resource, { type: "type", uid: "uid", region: "region", namespace: "namespace" }),
      }),
      digest,
    ),
    ...(owner ? userIn(owner, digest) : []),
  ];
};

/** A name that is no placeholder (`<resource_name>`). */
const realName = (value: unknown, digest: Digest): string | null =>
  readId(value, digest) === null ? null : readName(value);

const groupOf = (record: ForeignRecord): string | undefined =>
  [own(record, "group"), own(record, "groups")]
    .flatMap(readRecords)
    .flatMap((group) => readName(own(group, "name")) ?? [])[0];

/** Labels, and tags that are a name with its value. */
const tagsOf = (record: ForeignRecord): readonly string[] | undefined => {
  const tags = [own(record, "labels"), own(record, "tags")].flatMap(readList).flatMap((entry) => {
    const pair = readRecord(entry);
    if (pair === null) return readName(entry) ?? [];
    const [name, value] = [readName(own(pair, "name")), readName(own(pair, "value"))];
    return name === null ? [] : [value === null ? name : `${name}=${value}`];
  });
  return tags.length === 0 ? undefined : readNames(tags);
};

const ipsOf = (record: ForeignRecord): readonly string[] | undefined => {
  const ips = readNames([
    ...["ip", "ip_addresses", "intermediate_ips"].flatMap((key) => readList(own(record, key))),
    ...readRecords(own(record, "network_interfaces")).map((one) => own(one, "ip")),
  ]);
  return ips.length === 0 ? undefined : ips;
};

/** An endpoint with a name is a device; one that only has an address is that address. */
export const endpointIn = (endpoint: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const ips = ipsOf(endpoint) ?? [];
  const name = ["hostname", "name"].map((key) => realName(own(endpoint, key), digest)).find((one) => one !== null);
  const facts = factsSaid<EvidenceFacts>({
    sourceGroup: groupOf(endpoint),
    os: readName(ownAt(endpoint, "os.name")) ?? undefined,
    domain: readName(own(endpoint, "domain")) ?? undefined,
    tags: tagsOf(endpoint),
    ips: ips.length === 0 ? undefined : ips,
    details: detailsOf(endpoint, { uid: "uid", type: "type", instance: "instance_uid" }),
  });
  return [
    ...pieceOf("device", name ?? (ips.length === 0 ? realName(own(endpoint, "uid"), digest) : null), facts, digest),
    ...ips.flatMap((ip) => pieceOf("ip", ip, {}, digest)),
  ];
};

/** A user by the name that people know. */
export const userIn = (user: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const keys = ["name", "email_addr", "display_name", "full_name", "uid"];
  const name = keys.map((key) => realName(own(user, key), digest)).find((one) => one !== null);
  const facts = factsSaid<EvidenceFacts>({
    domain: readName(own(user, "domain")) ?? undefined,
    details: detailsOf(user, { uid: "uid", email: "email_addr", type: "type" }),
  });
  return pieceOf("user", name, facts, digest);
};

/** A process by its name, with its command line. */
export const processIn = (process: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const keys = ["name", "path", "file.path", "file.name", "cmd_line"];
  const name = keys.map((path) => realName(ownAt(process, path), digest)).find((one) => one !== null);
  const details = detailsOf(process, { commandLine: "cmd_line", processId: "pid" });
  return pieceOf("process", name, factsSaid<EvidenceFacts>({ details }), digest);
};

/** A file by its name where its path is only a place, such as the folder that it was in. */
export const fileIn = (file: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const [path, name] = ["path", "name"].map((key) => realName(own(file, key), digest));
  const hashes = readRecords(own(file, "hashes")).flatMap((hash) => {
    const [algorithm, value] = [readText(own(hash, "algorithm")), readName(own(hash, "value"))];
    return algorithm === null || value === null
      ? []
      : [
          [
            algorithm
              .slice(0, 30)
              .toLowerCase()
              .replace(/[^a-z\d]/g, ""),
            value,
          ],
        ];
  });
  const isWhole = path && (!name || path.toLowerCase().endsWith(name.toLowerCase()));
  const details = hashes.length === 0 ? undefined : (Object.fromEntries(hashes) as Record<string, string>);
  return pieceOf(
    "file",
    isWhole ? path : (name ?? path ?? hashes[0]?.[1]),
    factsSaid<EvidenceFacts>({ details }),
    digest,
  );
};

/** An address in the web, as an object or as text. */
export const urlIn = (value: unknown, digest: Digest): readonly EvidenceSaid[] => {
  const record = readRecord(value);
  const text = record
    ? ["url_string", "text", "hostname"].map((key) => readName(own(record, key))).find((one) => one !== null)
    : value;
  return pieceOf("url", text, {}, digest);
};

/** A mail by its subject, and the mailboxes at its ends. */
export const emailIn = (email: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const addresses = (["from", "to", "cc", "smtp_from", "smtp_to"] as const).flatMap((key) => readList(own(email, key)));
  const details = detailsOf(email, { from: "from", messageId: "message_uid" });
  return [
    ...pieceOf(
      "mailMessage",
      own(email, "subject") ?? own(email, "message_uid"),
      factsSaid<EvidenceFacts>({ details }),
      digest,
    ),
    ...addresses.slice(0, 200).flatMap((address) => pieceOf("mailbox", address, {}, digest)),
  ];
};

const detailsOf = (
  record: ForeignRecord,
  fields: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined => {
  const found = Object.entries(fields).flatMap(([label, key]) => {
    const text = readName(own(record, key));
    return text === null ? [] : [[label, text]];
  });
  return found.length === 0 ? undefined : (Object.fromEntries(found) as Record<string, string>);
};
