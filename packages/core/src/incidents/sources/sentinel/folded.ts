import { boundsProblem } from "../../bounds.ts";
import { type ForeignRecord, readList, readRecord, readText } from "../../read.ts";

/**
 * The record with its keys in small letters and run together: the API writes `hostName` where the table of alerts has
 * `HostName` and Microsoft's library for Python `host_name`.
 */
export const folded = (record: ForeignRecord | null): ForeignRecord =>
  Object.fromEntries(
    Object.entries(record ?? {}).map(([key, value]) => [key.toLowerCase().replaceAll("_", ""), value]),
  );

/** A list, or the text of one: the table of alerts keeps entities, tactics and more as JSON in a text. */
export const listOrText = (value: unknown): readonly unknown[] => {
  const text = typeof value === "string" ? value.trim() : "";
  if (!/^[[{]/.test(text)) return readList(value);
  try {
    const parsed: unknown = JSON.parse(text);
    return boundsProblem(parsed) === null ? readList(parsed) : [];
  } catch {
    return [];
  }
};

/** Words in a list, in the text of one, or between commas. */
export const words = (value: unknown): readonly string[] =>
  listOrText(value)
    .flatMap((entry) => (readRecord(entry) ? [] : (readText(entry) ?? "").slice(0, 10_000).split(",")))
    .map((word) => word.trim())
    .filter((word) => word !== "");
