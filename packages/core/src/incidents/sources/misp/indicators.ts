import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts, EvidenceType } from "../../incident.ts";
import { type ForeignRecord, maxima, own, readId, readName, readRecords, readText } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { isTrue } from "./vocabulary.ts";

const isThere = (record: ForeignRecord): boolean => !isTrue(own(record, "deleted"));

/** The attributes that the event has, those of its objects too; deleted ones are left out. */
export const attributesIn = (event: ForeignRecord): readonly ForeignRecord[] =>
  [event, ...readRecords(own(event, "Object")).filter(isThere)]
    .flatMap((holder) => readRecords(own(holder, "Attribute")))
    .filter(isThere);

/** What the attributes point at. A file object is one file with its hashes. */
export const readIndicators = (event: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const objects = readRecords(own(event, "Object")).filter(isThere);
  const files = objects.filter((object) => readName(own(object, "name")) === "file");
  const inFiles = new Set(files.flatMap((file) => readRecords(own(file, "Attribute"))));
  return [
    ...attributesIn(event)
      .filter((attribute) => !inFiles.has(attribute))
      .flatMap((attribute) => indicatorOf(attribute, digest)),
    ...files.flatMap((file) => fileOf(file, digest)),
  ].slice(0, maxima.list);
};

const hashes: ReadonlySet<string> = new Set([
  "md5",
  "sha1",
  "sha224",
  "sha256",
  "sha384",
  "sha512",
  "imphash",
  "ssdeep",
]);

const types: ReadonlyMap<string, EvidenceType> = new Map([
  ["ip-src", "ip"],
  ["ip-dst", "ip"],
  ["url", "url"],
  ["uri", "url"],
  ["filename", "file"],
  ["attachment", "file"],
  ["malware-sample", "file"],
  ["email-attachment", "file"],
  ["email", "mailbox"],
  ["email-src", "mailbox"],
  ["email-dst", "mailbox"],
  ["target-email", "mailbox"],
  ["email-subject", "mailMessage"],
  ["target-user", "user"],
  ["target-machine", "device"],
  ["process-name", "process"],
  ["windows-service-name", "process"],
  ["domain", "other"],
  ["hostname", "other"],
  ["vulnerability", "other"],
  ["regkey", "other"],
  ["mutex", "other"],
  ["btc", "other"],
  ["AS", "other"],
  ["user-agent", "other"],
  ["mac-address", "other"],
]);

/** Of two types at once (`filename|sha256`) the first is what it is, and the second tells more of it. */
const indicatorOf = (attribute: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const [type = "", second = impliedOf(type)] = (readName(own(attribute, "type")) ?? "").split("|");
  const text = readText(own(attribute, "value")) ?? readText(own(attribute, "value1"));
  if (text === null) return [];
  const bar = second === undefined ? -1 : text.indexOf("|");
  const first = bar < 0 ? text : text.slice(0, bar);
  const rest = bar < 0 ? null : readName(text.slice(bar + 1));
  const extra: Record<string, string> =
    second === undefined || rest === null ? {} : { [detailNameOf(second, type)]: rest };
  if (hashes.has(type)) return pieceOf("file", first, { ...extra, [type]: readName(first) ?? "" }, digest);
  const known = types.get(type);
  if (known === undefined) return [];
  const details = known === "other" ? { type, ...extra } : extra;
  const resolved = type === "domain" && second === "ip" ? pieceOf("ip", rest, {}, digest) : [];
  return [...pieceOf(known, first, details, digest), ...resolved];
};

/** The value of a sample is a file name and an MD5, though its type does not say so. */
const impliedOf = (type: string): string | undefined => (type === "malware-sample" ? "md5" : undefined);

/** A word that may be a key; else that of the first part. */
const detailNameOf = (second: string, type: string): string =>
  /^[a-z\d-]{1,30}$/.test(second) ? second : type.slice(0, 30);

const fileOf = (object: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const attributes = readRecords(own(object, "Attribute")).filter(isThere);
  const ofType = (type: string) =>
    attributes
      .filter((attribute) => readName(own(attribute, "type")) === type)
      .flatMap((one) => readName(own(one, "value")) ?? [])[0];
  const found = [...hashes].flatMap((type) => {
    const hash = ofType(type);
    return hash === undefined ? [] : [[type, hash] as const];
  });
  const name = ofType("filename") ?? found.find(([type]) => type === "sha256")?.[1] ?? found[0]?.[1];
  return pieceOf("file", name, Object.fromEntries(found), digest);
};

const folding: ReadonlySet<EvidenceType> = new Set(["device", "user", "mailbox", "ip"]);

const pieceOf = (
  type: EvidenceType,
  value: unknown,
  details: Readonly<Record<string, string>>,
  digest: Digest,
): readonly EvidenceSaid[] => {
  const name = readName(value);
  const id = readId(value, digest);
  if (name === null || id === null) return [];
  const facts: Partial<EvidenceFacts> = Object.keys(details).length === 0 ? { name } : { name, details };
  return [{ type, key: folding.has(type) ? id.toLowerCase() : id, facts }];
};
