import { isNothing, readText } from "../read.ts";
import type { FieldSource, OneSource } from "./field-mapping.ts";
import { type Place, parsePath, valuesAt } from "./path.ts";

/** A word of ours for a sender's, which is kept beside it. No document can hold one: it is a class of its own. */
class Translated {
  readonly value: string;
  readonly foreign: string;

  constructor(value: string, foreign: string) {
    this.value = value;
    this.foreign = foreign;
  }
}

export const isTranslated = (value: unknown): value is Translated => value instanceof Translated;

/** What a source of a field holds at a place: the values of the first that holds something; empty where none does. */
export const readSource = (source: FieldSource, place: Place): readonly unknown[] => {
  for (const one of Array.isArray(source) ? source : [source]) {
    const values = readOne(one, place).filter((value) => !isNothing(value));
    if (values.length > 0) return values;
  }
  return [];
};

const readOne = (source: OneSource, place: Place): readonly unknown[] => {
  if (typeof source === "string") return at(source, place);
  if ("constant" in source) return [source.constant];
  if ("text" in source) return composed(source.text, place);
  const paths = Array.isArray(source.from) ? source.from : [source.from];
  const values = paths
    .map((path) => at(path, place).filter((value) => !isNothing(value)))
    .find((found) => found.length > 0);
  if (values === undefined) return source.otherwise === undefined ? [] : [source.otherwise];
  const words = new Map(Object.entries(source.values).map(([theirs, ours]) => [folded(theirs), ours]));
  return values.map((value) => translated(value, words, source.otherwise));
};

const at = (path: string, place: Place): readonly unknown[] => {
  const parsed = parsePath(path);
  return parsed.ok ? valuesAt(place, parsed.value) : [];
};

const translated = (value: unknown, words: ReadonlyMap<string, string>, otherwise: string | undefined): unknown => {
  const foreign = typeof value === "boolean" ? String(value) : readText(value);
  if (foreign === null) return otherwise;
  const ours = words.get(folded(foreign)) ?? otherwise;
  return ours === undefined ? value : new Translated(ours, foreign);
};

const folded = (word: string): string => word.trim().toLowerCase();

/** `{path}` becomes what stands there; a text of which no field holds anything is none. */
const composed = (text: string, place: Place): readonly unknown[] => {
  let any = !/\{[^{}]*\}/.test(text);
  const filled = text.replace(/\{([^{}]*)\}/g, (_, path: string) => {
    const words = at(path, place).flatMap((value) => (isNothing(value) ? [] : (readText(value) ?? [])));
    any ||= words.length > 0;
    return words.join(", ");
  });
  return any ? [filled] : [];
};

/** The paths that a source names, for a word on what was looked for. */
export const pathsIn = (source: FieldSource): readonly string[] =>
  (Array.isArray(source) ? source : [source]).flatMap((one) => {
    if (typeof one === "string") return [one];
    if ("from" in one) return Array.isArray(one.from) ? one.from : [one.from];
    return "text" in one ? [...one.text.matchAll(/\{([^{}]*)\}/g)].map(([, path = ""]) => path) : [];
  });
