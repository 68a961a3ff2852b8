import type { Digest } from "../../kernel/index.ts";
import type { EvidenceFacts, EvidenceType } from "../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  own,
  readList,
  readName,
  readRecord,
  readText,
  said,
  saidNames,
  shortKey,
  wordReader,
} from "../read.ts";
import type { EvidenceSaid } from "./evidence-said.ts";

/** The evidence of one alert; a bare text is evidence of type other, and an entry without name and value is left out. */
export const readGenericEvidence = (value: unknown, digest: Digest): readonly EvidenceSaid[] =>
  readList(value).flatMap((entry) => evidenceOf(readRecord(entry) ?? { value: entry }, digest) ?? []);

const evidenceOf = (entry: ForeignRecord, digest: Digest): EvidenceSaid | null => {
  const text = readText(own(entry, "name")) ?? readText(own(entry, "value"));
  const name = readName(text);
  if (text === null || name === null) return null;
  const type = readType(own(entry, "type")) ?? { value: "other", foreign: null };
  const key = shortKey(text, digest);
  return {
    type: type.value,
    key: foldedTypes.has(type.value) ? key.toLowerCase() : key,
    facts: factsSaid<EvidenceFacts>({
      name,
      sourceGroup: said(entry, "group", readName),
      os: said(entry, "os", readName),
      domain: said(entry, "domain", readName),
      tags: saidNames(entry, ["tags"]),
      details: type.value === "other" && type.foreign !== null ? { type: type.foreign } : undefined,
    }),
  };
};

/** Names that are the same in any letter case. A path or an address in the web is not. */
const foldedTypes: ReadonlySet<EvidenceType> = new Set(["device", "user", "mailbox", "ip"]);

const readType = wordReader<EvidenceType>(
  {
    device: "device",
    host: "device",
    computer: "device",
    machine: "device",
    endpoint: "device",
    server: "device",
    user: "user",
    account: "user",
    mailbox: "mailbox",
    mailMessage: "mailMessage",
    mail: "mailMessage",
    email: "mailMessage",
    message: "mailMessage",
    file: "file",
    process: "process",
    url: "url",
    ip: "ip",
    ipAddress: "ip",
    cloudResource: "cloudResource",
    resource: "cloudResource",
  },
  "other",
);
