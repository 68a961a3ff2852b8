import type { FieldMapping } from "@tocsin/core/incidents";

/** Fields that the editor offers; the others of a mapping stay as they are. */
export const mappedFields = ["title", "externalId", "description", "severity", "status", "createdAt", "url"] as const;
export type MappedField = (typeof mappedFields)[number];

/** What the editor holds: a path for each field, and the words of severity. */
export interface MappingDraft {
  readonly paths: Readonly<Partial<Record<MappedField, string>>>;
  /** A line for each: `their word = ours`. */
  readonly words: string;
  /** The mapping that it began with, of which it keeps whatever it does not offer. */
  readonly base: FieldMapping | null;
}

type Incident = FieldMapping["incident"];

/** The path that a field is read from, where it is read from one; null for what the editor leaves alone. */
const pathOf = (source: Incident[MappedField]): string | null => {
  if (typeof source === "string") return source;
  if (typeof source === "object" && !Array.isArray(source) && "from" in source && typeof source.from === "string") {
    return source.from;
  }
  return null;
};

const wordsOf = (source: Incident["severity"]): string =>
  typeof source === "object" && !Array.isArray(source) && "values" in source
    ? Object.entries(source.values)
        .map(([theirs, ours]) => `${theirs} = ${ours}`)
        .join("\n")
    : "";

export const draftOf = (mapping: FieldMapping | null): MappingDraft => {
  const paths = Object.fromEntries(
    mappedFields.flatMap((field) => {
      const path = mapping === null ? null : pathOf(mapping.incident[field]);
      return path === null ? [] : [[field, path]];
    }),
  );
  return { paths, words: wordsOf(mapping?.incident.severity), base: mapping };
};

/** What a field of the base says that is more than one path, to be shown and kept; null where there is no such thing. */
export const keptOf = ({ base }: MappingDraft, field: MappedField): string | null => {
  const source = base?.incident[field];
  return source === undefined || pathOf(source) !== null ? null : JSON.stringify(source);
};

const valuesIn = (words: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    words
      .split("\n")
      .map((line) => line.split("="))
      .flatMap(([theirs = "", ours = ""]) => (theirs.trim() && ours.trim() ? [[theirs.trim(), ours.trim()]] : [])),
  );

/** The mapping that the editor says; null while it names no title, without which there is no incident. */
export const mappingOf = (draft: MappingDraft): object | null => {
  const { paths, words, base } = draft;
  const values = valuesIn(words);
  const fields = mappedFields.flatMap((field) => {
    const kept = keptOf(draft, field);
    if (kept !== null) return [[field, base?.incident[field]]];
    const from = paths[field];
    if (!from) return [];
    return [[field, field === "severity" && Object.keys(values).length > 0 ? { from, values } : from]];
  });
  const incident: Record<string, unknown> = { ...base?.incident };
  for (const field of mappedFields) delete incident[field];
  Object.assign(incident, Object.fromEntries(fields));
  return incident["title"] === undefined ? null : { ...base, incident };
};
