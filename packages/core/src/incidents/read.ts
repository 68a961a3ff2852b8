import { clip, type Digest, type Instant, oneLine } from "../kernel/index.ts";
import type { Mapped } from "./incident.ts";

/*
 * Readers for JSON that others made. Each takes whatever is there and answers with a value of ours or with null,
 * which means that nothing usable is there; none throws, and none looks at inherited properties.
 */

/** An object from parsed JSON. Read it with `own` or `said` only: its keys are the sender's. */
export type ForeignRecord = Readonly<Record<string, unknown>>;

/** The most characters (of a list: entries) that are kept. */
export const maxima = { title: 500, name: 300, prose: 20_000, word: 100, url: 2_048, id: 300, list: 1_000 } as const;

/** The object, or null for anything else, lists included. */
export const readRecord = (value: unknown): ForeignRecord | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as ForeignRecord) : null;

/** The list; a single value where a list is expected is a list of one, and nothing is an empty list. */
export const readList = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  return isNothing(value) ? [] : [value];
};

/** The objects in a list, or the one object in place of a list. */
export const readRecords = (value: unknown): readonly ForeignRecord[] =>
  readList(value)
    .map(readRecord)
    .filter((record) => record !== null);

/** Whether the sender said nothing by this: null, "" or the text "null". */
export const isNothing = (value: unknown): boolean => {
  if (value === undefined || value === null) return true;
  if (typeof value !== "string") return false;
  const text = value.trim();
  return text === "" || text === "null";
};

/** The value under the key, if the object itself has it. */
export const own = (record: ForeignRecord | null, key: string): unknown =>
  record !== null && Object.hasOwn(record, key) ? record[key] : undefined;

/** The value at the end of a way of keys (`fileDetails.sha256`) through objects. */
export const ownAt = (record: ForeignRecord | null, path: string): unknown => {
  if (!path.includes(".")) return own(record, path);
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  return own(
    keys.reduce<ForeignRecord | null>((at, key) => readRecord(own(at, key)), record),
    last,
  );
};

/** Whether anything is said under any of the paths. */
export const hasAny = (record: ForeignRecord, paths: readonly string[]): boolean =>
  paths.some((path) => !isNothing(ownAt(record, path)));

/**
 * What the sender says under the first of the paths that holds something usable: null where they hold nothing,
 * which says *none*, and undefined where the sender does not have them at all, which says nothing.
 */
export const said = <Value>(
  record: ForeignRecord | null,
  paths: string | readonly string[],
  read: (value: unknown) => Value | null,
): Value | null | undefined => {
  let held: null | undefined;
  for (const path of typeof paths === "string" ? [paths] : paths) {
    const value = ownAt(record, path);
    if (value === undefined) continue;
    const found = read(value);
    if (found !== null) return found;
    held = null;
  }
  return held;
};

/** As `said`, for facts that are never *none*: null says nothing too. */
export const saidSome = <Value>(
  record: ForeignRecord | null,
  paths: string | readonly string[],
  read: (value: unknown) => Value | null,
): Value | undefined => said(record, paths, read) ?? undefined;

/** The names under all of the paths together; undefined where the sender has none of them. */
export const saidNames = (record: ForeignRecord | null, paths: readonly string[]): readonly string[] | undefined => {
  const lists = paths.flatMap((path) => {
    const value = ownAt(record, path);
    return value === undefined ? [] : [readList(value)];
  });
  return lists.length === 0 ? undefined : readNames(lists.flat());
};

/** The facts of which something was said. */
export const factsSaid = <Facts extends object>(
  facts: {
    readonly [Field in keyof Facts]?: Facts[Field] | undefined;
  },
): Partial<Facts> => {
  const named: Partial<Facts> = {};
  for (const field of Object.keys(facts) as (keyof Facts)[]) {
    if (facts[field] !== undefined) named[field] = facts[field];
  }
  return named;
};

/** The first of the texts that is one. */
export const firstOf = (...texts: readonly (string | null | undefined)[]): string | null =>
  texts.find((text) => typeof text === "string" && text !== "") ?? null;

/** A text or number as it stands; null for nothing and for anything else. */
export const readText = (value: unknown): string | null => {
  if (typeof value === "number" && Number.isFinite(value)) return numberText(value);
  return typeof value === "string" && !isNothing(value) ? value : null;
};

const numberText = (value: number): string => (Number.isInteger(value) ? BigInt(value).toString() : String(value));

// What is far beyond a maximum is never looked at; the margin is for what cleaning takes away.
const startOf = (text: string, max: number): string => text.trimStart().slice(0, 4 * max);

const readLine = (max: number) => (value: unknown) => clip(oneLine(startOf(readText(value) ?? "", max)), max) || null;

/** What something is called, on one line. */
export const readTitle = readLine(maxima.title);
/** A name, address, path or label, on one line. */
export const readName = readLine(maxima.name);
/** A word of the sender's vocabulary. */
export const readWord = readLine(maxima.word);

const lineEnd = /\r\n?|[\n\u0085\u2028\u2029]/;

/** A text of several lines, each made safe like a name; a list of texts is one line each. */
export const readProse = (value: unknown): string | null => {
  const text = Array.isArray(value)
    ? value.flatMap((entry) => readText(entry) ?? []).join("\n")
    : (readText(value) ?? "");
  const lines = startOf(text, maxima.prose).split(lineEnd).map(oneLine);
  return clip(lines.join("\n").trim(), maxima.prose) || null;
};

/** The distinct names in a list; never null, because a list of nothing is empty. */
export const readNames = (value: unknown): readonly string[] => {
  const names = readList(value).flatMap((entry) => readName(entry) ?? []);
  return [...new Set(names)].slice(0, maxima.list);
};

/** MITRE ATT&CK ids, upper case; what holds no such id is kept as its own word, upper case too. */
export const readTechniques = (value: unknown): readonly string[] => {
  const ids = readNames(value).map((name) => {
    const upper = name.toUpperCase();
    return /\bT\d{4}(?:\.\d{3})?\b/.exec(upper)?.[0] ?? upper;
  });
  return [...new Set(ids)];
};

/** An address for people to click: http or https, without credentials, as the URL standard writes it. */
export const readUrl = (value: unknown): string | null => {
  const text = readText(value)?.trim() ?? "";
  if (text.length > maxima.url || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  const isSafe = (protocol === "https:" || protocol === "http:") && username === "" && password === "";
  return isSafe && href.length <= maxima.url ? href : null;
};

/** A text short enough to be a key: a long one is cut, and told from others like it by its digest. */
export const shortKey = (text: string, digest: Digest): string => {
  const line = oneLine(text);
  if (line.length <= maxima.id) return line;
  return `${line.slice(0, maxima.id - 40).toWellFormed()}#${digest(line).slice(0, 32)}`;
};

/** An id, text or number; null where a template was sent without its value (`<finding_uid>`) or a word for none. */
export const readId = (value: unknown, digest: Digest): string | null => {
  const id = shortKey(readText(value) ?? "", digest);
  return id === "" || isPlaceholder(id) ? null : id;
};

const isPlaceholder = (id: string): boolean =>
  /^(?:<[^<>]*>|\{\{.*\}\}|\$\{.*\}|-|n\/a|none|undefined|unknown)$/i.test(id) ||
  id === "00000000-0000-0000-0000-000000000000";

/** A word reduced to what tells words apart: `In Progress`, `in_progress` and `InProgress` are one. */
const foldWord = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** A reader for a vocabulary: the sender's own word is always kept, and one that the table lacks means `otherwise`. */
export const wordReader = <Value extends string>(table: Readonly<Record<string, Value>>, otherwise: Value) => {
  const values = new Map(Object.entries(table).map(([word, value]) => [foldWord(word), value]));
  return (value: unknown): Mapped<Value> | null => {
    const foreign = readWord(value);
    return foreign === null ? null : { value: values.get(foldWord(foreign)) ?? otherwise, foreign };
  };
};

const isoTime =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(?:Z|UTC|GMT|([+-])(\d{2})(?::?(\d{2}))?)?$/i;

/**
 * A moment from ISO 8601 (a missing zone is UTC, a zone needs no colon) or from seconds or milliseconds since
 * 1970 as number or text, to the microsecond. Zero, year 1 and whatever else lies before 1971 or after 9998 stands
 * for *unknown* with one sender or another, and is null.
 */
export const readTime = (value: unknown): Instant | null => {
  const text = readText(value)?.trim() ?? "";
  if (text.length > 40) return null;
  const micros = /^-?\d+(?:\.\d+)?$/.test(text) ? epochMicros(Number(text)) : isoMicros(text);
  return micros !== null && micros >= earliest && micros < latest ? micros / 1000 : null;
};

const earliest = Date.UTC(1971, 0) * 1000;
const latest = Date.UTC(9999, 0) * 1000;
/** As seconds this is the year 5138, as milliseconds 1973. */
const firstMilliseconds = 100_000_000_000;

const epochMicros = (count: number): number => Math.round(count * (count < firstMilliseconds ? 1_000_000 : 1000));

const isoMicros = (text: string): number | null => {
  const match = isoTime.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", sign, hours = "0", minutes = "0"] =
    match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isDay = new Date(midnight).getUTCMonth() === Number(month) - 1 && Number(day) > 0;
  const isHour = Number(hour) < 24 && Number(minute) < 60 && Number(second) <= 60 && Number(hours) < 24;
  if (!isDay || !isHour) return null;
  const local = midnight + (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return (local - offset) * 1000 + Math.round(Number(`0.${fraction || "0"}`) * 1_000_000);
};
