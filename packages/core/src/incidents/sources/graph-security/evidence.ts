import type { Digest } from "../../../kernel/index.ts";
import type { EvidenceFacts } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  firstOf,
  own,
  ownAt,
  readList,
  readName,
  readRecord,
  readText,
  readWord,
  saidNames,
  shortKey,
} from "../../read.ts";
import type { EvidenceSaid } from "../evidence-said.ts";
import { readDevice } from "./device.ts";
import { type EvidenceShape, guessedShapes, shapeOfOther, shapes } from "./evidence-shapes.ts";
import { namelessKey } from "./nameless-key.ts";
import { readUser } from "./user.ts";

/** The evidence of one alert, with the users who ran a process or were logged on to a device. */
export const readEvidence = (value: unknown, digest: Digest): readonly EvidenceSaid[] =>
  readList(value).flatMap((entry) => {
    const record = readRecord(entry);
    return record ? evidenceOf(record, digest) : [];
  });

const evidenceOf = (record: ForeignRecord, digest: Digest): readonly EvidenceSaid[] => {
  const word = kindOf(record);
  const kind = word.toLowerCase();
  if (kind === "device" || kind === "iotdevice") return readDevice(record, digest);
  if (kind === "user") return readUser(own(record, "userAccount"), digest);
  const described = describe(record, word, shapes.get(kind) ?? shapeOfOther, digest);
  return kind === "process" ? [described, ...readUser(own(record, "userAccount"), digest)] : [described];
};

/** `#microsoft.graph.security.deviceEvidence` is `device`; where the type is missing, a telling key stands in. */
const kindOf = (record: ForeignRecord): string => {
  const type = readWord(own(record, "@odata.type"))
    ?.split(".")
    .at(-1)
    ?.replace("#", "")
    .replace(/evidence$/i, "");
  if (type) return type;
  return guessedShapes.find(([key]) => Object.hasOwn(record, key))?.[1] ?? "other";
};

const describe = (record: ForeignRecord, kind: string, shape: EvidenceShape, digest: Digest): EvidenceSaid => {
  const { type, names, ids, details = {} } = shape;
  const name = shape.nameOf?.(record) ?? firstOf(...names.map((path) => readName(ownAt(record, path))));
  const parts = ids.flatMap((path) => readText(ownAt(record, path)) ?? []);
  const key = firstOf(parts.join(" "), name) ?? namelessKey(record, digest);
  return {
    type,
    key: shortKey(type === "url" ? key : key.toLowerCase(), digest),
    facts: factsSaid<EvidenceFacts>({
      name: name ?? firstOf(readName(parts[0]), `Unnamed ${kind}`) ?? kind,
      tags: saidNames(record, ["tags"]),
      details: detailsOf(record, type === "other" ? { type: kind } : {}, { ...details, ...commonDetails }),
    }),
  };
};

/** What every kind of evidence may say. */
const commonDetails = { verdict: "verdict", remediation: "remediationStatus" };

const detailsOf = (
  record: ForeignRecord,
  known: Readonly<Record<string, string>>,
  paths: Readonly<Record<string, string>>,
): EvidenceFacts["details"] => {
  const found = Object.entries(paths).flatMap(([label, path]) => {
    const text = readName(ownAt(record, path));
    return text === null ? [] : [[label, text]];
  });
  return { ...known, ...Object.fromEntries(found) };
};
