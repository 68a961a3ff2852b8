import { type ForeignRecord, readRecord } from "../../read.ts";

/**
 * The record with each key's first letter small, all the way down: events write `updatedAt` where the API and its tools
 * write `UpdatedAt`. Tags written as an object keep their keys, which are the customer's own. Only for records within bounds.
 */
export const camelCased = (record: ForeignRecord): ForeignRecord => {
  const entries = new Map<string, unknown>();
  for (const [key, value] of Object.entries(record)) {
    const name = `${key.charAt(0).toLowerCase()}${key.slice(1)}`;
    // Where a sender has both spellings, the small one is its own.
    if (name === key || !entries.has(name)) entries.set(name, isTags(name, value) ? value : inside(value));
  }
  return Object.fromEntries(entries);
};

const isTags = (name: string, value: unknown): boolean => name === "tags" && readRecord(value) !== null;

const inside = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inside);
  const record = readRecord(value);
  return record ? camelCased(record) : value;
};
