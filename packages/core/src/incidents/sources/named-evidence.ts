import type { Digest } from "../../kernel/index.ts";
import type { EvidenceFacts, EvidenceType } from "../incident.ts";
import { type ForeignRecord, factsSaid, readId, readList, readName, shortKey } from "../read.ts";
import type { EvidenceSaid } from "./evidence-said.ts";

/** What a piece of evidence may say besides its name. */
export type EvidenceMore = { readonly [Field in keyof Omit<EvidenceFacts, "name">]?: EvidenceFacts[Field] | undefined };

/** Evidence that is known by its name, in any letter case; none where a placeholder or a word for none stands in place of one. */
export const namedEvidence = (
  type: EvidenceType,
  value: unknown,
  digest: Digest,
  more: EvidenceMore = {},
): readonly EvidenceSaid[] => {
  const name = readFilled(value, digest);
  if (name === null || (type === "ip" && !isAddress(name))) return [];
  const key = shortKey(name.toLowerCase(), digest);
  return [{ type, key, facts: factsSaid<EvidenceFacts>({ name, ...more }) }];
};

/** As `namedEvidence`, of every name in a list. */
export const namedEvidences = (type: EvidenceType, values: unknown, digest: Digest): readonly EvidenceSaid[] =>
  readList(values)
    .slice(0, 200)
    .flatMap((value) => namedEvidence(type, value, digest));

/** A machine by its name, with the domain that a full name holds. */
export const deviceEvidence = (value: unknown, digest: Digest, more: EvidenceMore = {}): readonly EvidenceSaid[] => {
  const domain = more.domain ?? /^[^.\s]+\.(.*[a-z].*)$/i.exec(readName(value) ?? "")?.[1];
  return namedEvidence("device", value, digest, { ...more, domain });
};

/** As `readName`, but null where a template was sent without its value (`<HOST>`) or a word for none (`N/A`) stands there. */
export const readFilled = (value: unknown, digest: Digest): string | null =>
  readId(value, digest) === null ? null : readName(value);

/** Whether this is an IP address rather than a name. */
export const isAddress = (name: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}$/.test(name) || /^[\da-f]*:[\da-f:.]*(?:%\w+)?$/i.test(name);

/** The labelled texts that the object holds, as evidence shows them; undefined where there is none. */
export const detailsAt = (
  labels: Readonly<Record<string, readonly string[]>>,
  valueAt: (path: string) => unknown,
): Readonly<Record<string, string>> | undefined => {
  const found = Object.entries(labels).flatMap(([label, paths]) => {
    const text = paths.map((path) => readName(valueAt(path))).find((one) => one !== null && !/^0+$/.test(one));
    return text === undefined || text === null ? [] : [[label, text] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
};

/** A list of tags, where there is any: saying none would take back what another mention says. */
export const someOf = (names: readonly string[]): readonly string[] | undefined =>
  names.length === 0 ? undefined : [...new Set(names)];

/** What the first of the names holds that holds something readable. */
export const firstAt = <Value>(
  fields: ForeignRecord,
  names: readonly string[],
  read: (value: unknown) => Value | null,
): Value | undefined => {
  for (const name of names) {
    const value = Object.hasOwn(fields, name) ? read(fields[name]) : null;
    if (value !== null) return value;
  }
  return undefined;
};
