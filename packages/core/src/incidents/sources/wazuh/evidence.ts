import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts, EvidenceType } from "../../incident.ts";
import { type ForeignRecord, own, readId, readName, readRecord } from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { readDevices } from "./device.ts";

/** The machine, and whatever the decoded event points at: decoders are many, and anybody writes more. */
export const readWazuhEvidence = (alert: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => [
  ...readDevices(alert, digest),
  ...placesIn(alert).flatMap((place) => evidenceAt(place, digest) ?? []),
];

/** A field, the object that holds it, and the key under which that object stands. */
interface Place {
  readonly holder: ForeignRecord;
  readonly parent: string;
  readonly key: string;
  readonly value: unknown;
}

/** Where the alert speaks of itself, of its rule or of Wazuh; nothing there is evidence. */
const aboutItself: ReadonlySet<string> = new Set([
  "agent",
  "cluster",
  "decoder",
  "geolocation",
  "input",
  "manager",
  "predecoder",
  "rule",
  "threatintelligence",
  "wazuh",
]);

const maxDepth = 6;
const maxPieces = 200;

const placesIn = (alert: ForeignRecord): readonly Place[] => {
  const places: Place[] = [];
  const walk = (holder: ForeignRecord, parent: string, depth: number): void => {
    for (const key of Object.keys(holder)) {
      if (places.length >= maxPieces) return;
      const value = own(holder, key);
      const name = folded(key);
      if (typesOf(parent, name).length > 0) places.push({ holder, parent, key: name, value });
      const inner = readRecord(value);
      if (inner && depth < maxDepth && !(depth === 0 && aboutItself.has(name))) walk(inner, lastOf(key), depth + 1);
    }
  };
  walk(alert, "", 0);
  return places;
};

const folded = (key: string): string =>
  key
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z\d.]/g, "");

const lastOf = (key: string): string => folded(key).split(".").at(-1) ?? "";

/** The names under which decoders, and the common schema of Wazuh 5, keep what we have a type for; letters and digits only. */
const names: Readonly<Partial<Record<EvidenceType, readonly string[]>>> = {
  ip: [
    "srcip",
    "dstip",
    "srcaddr",
    "dstaddr",
    "destip",
    "sourceip",
    "destinationip",
    "sourceipaddress",
    "ipaddress",
    "clientip",
    "serverip",
    "remoteip",
    "actoripaddress",
    "callerip",
  ],
  user: [
    "srcuser",
    "dstuser",
    "user",
    "username",
    "sourceuser",
    "destinationuser",
    "targetusername",
    "subjectusername",
    "userprincipalname",
    "usertargetname",
    "euser",
  ],
  file: ["syscheckpath", "filepath", "sourcefile", "targetfilename", "virustotalsourcefile"],
  process: ["image", "processexecutable", "processname", "newprocessname", "parentimage"],
  url: ["url", "urloriginal", "urlfull"],
};

const types: ReadonlyMap<string, EvidenceType> = new Map(
  (Object.entries(names) as [EvidenceType, readonly string[]][]).flatMap(([type, keys]) =>
    keys.map((key) => [key, type] as const),
  ),
);

/** By the key alone, or by the last two keys: `srcip`, and `ip` under `source`. */
const typesOf = (parent: string, key: string): readonly EvidenceType[] => {
  const keys = key.split(".");
  const [before = parent, last = ""] = keys.length > 1 ? keys.slice(-2) : [parent, key];
  const found = types.get(`${before}${last}`) ?? types.get(last);
  return found === undefined ? [] : [found];
};

const evidenceAt = ({ holder, parent, key, value }: Place, digest: Digest): EvidenceSaid | null => {
  const [type] = typesOf(parent, key);
  const name = readName(value);
  const id = readId(value, digest);
  if (type === undefined || name === null || id === null || !isLike(type, name)) return null;
  return {
    type: type === "file" && /^HKEY_/i.test(name) ? "other" : type,
    key: folding.has(type) ? id.toLowerCase() : id,
    facts: { name, ...detailsOf(type, holder) },
  };
};

const folding: ReadonlySet<EvidenceType> = new Set(["ip", "user"]);

const isLike = (type: EvidenceType, name: string): boolean =>
  type !== "ip" || (/^[\da-f:.]+(?:%\w+)?$/i.test(name) && /[.:]/.test(name));

/** What stands beside the name and is worth showing. */
const details: Readonly<Partial<Record<EvidenceType, Readonly<Record<string, readonly string[]>>>>> = {
  file: {
    sha256: ["sha256_after", "sha256"],
    sha1: ["sha1_after", "sha1"],
    md5: ["md5_after", "md5"],
    event: ["event"],
  },
  process: { commandLine: ["commandLine", "command_line"], processId: ["processId", "pid"] },
};

const detailsOf = (type: EvidenceType, holder: ForeignRecord): Pick<EvidenceFacts, "details"> | undefined => {
  const found = Object.entries(details[type] ?? {}).flatMap(([label, keys]) => {
    const text = keys.map((key) => readName(own(holder, key))).find((one) => one !== null);
    return text === undefined ? [] : [[label, text]];
  });
  return found.length === 0 ? undefined : { details: Object.fromEntries(found) as Record<string, string> };
};
