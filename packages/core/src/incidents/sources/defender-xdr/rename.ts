import { type ForeignRecord, isNothing, own, readRecord } from "../../read.ts";

/** Our names for fields (those of Microsoft Graph), each with the names that another of its APIs has for them. */
export type Names = Readonly<Record<string, string | readonly string[]>>;

/**
 * The fields of the record that the names list, under our names: of several names the first that holds something. What
 * is absent stays absent and what is null stays null, because the one says nothing and the other says *none*.
 */
export const renamed = (record: ForeignRecord, names: Names): ForeignRecord =>
  Object.fromEntries(
    Object.entries(names).flatMap(([ours, theirs]) => {
      const values = [theirs].flat().flatMap((name) => (Object.hasOwn(record, name) ? [own(record, name)] : []));
      return values.length === 0 ? [] : [[ours, values.find((value) => !isNothing(value)) ?? values[0]]];
    }),
  );

/** Each object of a list, or the one object in place of a list, turned; whatever else stands there is left to the reader. */
export const eachObject = (value: unknown, turn: (record: ForeignRecord) => unknown): unknown => {
  const turnOne = (entry: unknown) => {
    const record = readRecord(entry);
    return record ? turn(record) : entry;
  };
  return Array.isArray(value) ? value.map(turnOne) : turnOne(value);
};

/** `TruePositive` as Graph spells it, so that both doors to an incident say the same: `truePositive`. */
export const graphWord = (value: unknown): unknown => {
  if (typeof value !== "string") return value;
  const word = value.trim();
  return word.toLowerCase() === "notavailable" ? "unknown" : `${word.charAt(0).toLowerCase()}${word.slice(1)}`;
};

/** The record with Graph's spelling of what was decided about it. */
export const withGraphWords = (record: ForeignRecord): ForeignRecord =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, decided.has(key) ? graphWord(value) : value]));

const decided: ReadonlySet<string> = new Set(["classification", "determination"]);
