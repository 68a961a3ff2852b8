import { type ForeignRecord, own, readRecord } from "../read.ts";

const maxFields = 5_000;

/** A name as small letters and digits alone: `CompositeId`, `composite_id` and `composite-id` are one. */
export const foldedName = (name: string): string =>
  name
    .slice(0, 200)
    .toLowerCase()
    .replace(/[^a-z\d]/g, "");

/**
 * The fields of an object by their folded names, for senders of whom no two spell alike. What stands in an object inside,
 * down to the depth, has the names of both: `{"rule": {"name": …}}` is `rulename`. Of two of one name the first counts.
 */
export const foldedFields = (record: ForeignRecord | null, depth = 2): ForeignRecord => {
  const fields = new Map<string, unknown>();
  const walk = (holder: ForeignRecord, prefix: string, left: number): void => {
    for (const key of Object.keys(holder)) {
      if (fields.size >= maxFields) return;
      const name = `${prefix}${foldedName(key)}`;
      const value = own(holder, key);
      if (name !== "" && !fields.has(name)) fields.set(name, value);
      const inner = readRecord(value);
      if (inner && left > 0) walk(inner, name, left - 1);
    }
  };
  if (record) walk(record, "", depth);
  return Object.fromEntries(fields);
};
