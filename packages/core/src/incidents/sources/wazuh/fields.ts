import { type ForeignRecord, own, readRecord } from "../../read.ts";

/**
 * The value at the end of a way of keys, whether the sender nests them (`{"rule": {"id": …}}`) or writes them as one
 * (`"rule.id": …`), as the indexer's fields come.
 */
export const valueAt = (record: ForeignRecord | null, path: string): unknown => {
  const whole = own(record, path);
  if (whole !== undefined) return whole;
  for (let dot = path.indexOf("."); dot > 0; dot = path.indexOf(".", dot + 1)) {
    const next = readRecord(own(record, path.slice(0, dot)));
    const found = next ? valueAt(next, path.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
};

/** What the first of the paths says that says anything; undefined where none does. An alert is written once: nothing is taken back. */
export const find = <Value>(
  record: ForeignRecord,
  paths: readonly string[],
  read: (value: unknown) => Value | null,
): Value | undefined => {
  for (const path of paths) {
    const value = read(valueAt(record, path));
    if (value !== null) return value;
  }
  return undefined;
};
