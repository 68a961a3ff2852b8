import { z } from "zod";
import { err, ok, type Result } from "../../kernel/index.ts";
import { own, readRecord } from "../read.ts";

/** A step into a document: a key, a place in a list from 0, or every entry of a list. */
export type Step =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "each" };

/** A way to values in a document. */
export interface FieldPath {
  /** Whether it starts at the whole document (`$`), and not where it is asked. */
  readonly fromRoot: boolean;
  readonly steps: readonly Step[];
}

const longest = 300;
const stepsMax = 20;
const eachMax = 3;
/** The most values that one path leads to. */
export const valuesMax = 1_000;

const token = /\.?(?:([^.[\]"'$\s][^.[\]"'\s]*)|\[(\d{1,6})\]|(\[\*?\])|\["([^"]*)"\]|\['([^']*)'\])/y;

/**
 * Reads a path: `host.name`, `events[0].id`, `events[].host` for every entry, `["a key.with dots"]`, and `$.` before it
 * for the start of the document. No expressions: a path only ever leads to what the sender wrote.
 */
export const parsePath = (text: string): Result<FieldPath, string> => {
  const trimmed = text.trim();
  if (trimmed.length > longest) return err(`is longer than ${longest} characters`);
  const fromRoot = /^\$(?=$|[.[])/.test(trimmed);
  const steps: Step[] = [];
  let at = fromRoot ? 1 : 0;
  while (at < trimmed.length) {
    token.lastIndex = at;
    const match = token.exec(trimmed);
    if (match === null || (match[0].startsWith(".") && at === 0)) {
      return err(
        `cannot be read from character ${at + 1}: write a path such as rule.name, events[0].id or events[].host`,
      );
    }
    const [whole, key, index, each, quoted, single] = match;
    if (index !== undefined) steps.push({ kind: "index", index: Number(index) });
    else if (each !== undefined) steps.push({ kind: "each" });
    else steps.push({ kind: "key", key: key ?? quoted ?? single ?? "" });
    at += whole.length;
  }
  if (steps.length === 0 && !fromRoot) return err("is empty");
  if (steps.length > stepsMax) return err(`has more than ${stepsMax} steps`);
  if (steps.filter(({ kind }) => kind === "each").length > eachMax)
    return err(`goes through more than ${eachMax} lists`);
  return ok({ fromRoot, steps });
};

/** A path in a setting, kept as the text that was written. */
export const fieldPathTextSchema = z
  .string()
  .trim()
  .check((context) => {
    const parsed = parsePath(context.value);
    if (!parsed.ok) context.issues.push({ code: "custom", message: parsed.problem, input: context.value });
  })
  .describe("The way to a field: rule.name, events[0].id, events[].host; $. before it starts at the whole document");

/** Where a path is asked: at an entry of a list, or at the whole document. */
export interface Place {
  readonly root: unknown;
  readonly here: unknown;
}

/**
 * The values that a path leads to, in order; none where it leads nowhere. Own keys only. A key with dots in it
 * (`"host.name": …`) is found by the same path as one object in another.
 */
export const valuesAt = ({ root, here }: Place, { fromRoot, steps }: FieldPath): readonly unknown[] => {
  const found: unknown[] = [];
  follow(fromRoot ? root : here, steps, 0, found);
  return found;
};

const follow = (value: unknown, steps: readonly Step[], at: number, found: unknown[]): void => {
  if (found.length >= valuesMax || value === undefined) return;
  const step = steps[at];
  const list = Array.isArray(value) ? value : [value];
  if (step === undefined) found.push(value);
  else if (step.kind === "key") followKey(value, steps, at, found);
  else if (step.kind === "index") follow(list[step.index], steps, at + 1, found);
  else for (const entry of list.slice(0, valuesMax)) follow(entry, steps, at + 1, found);
};

const followKey = (value: unknown, steps: readonly Step[], at: number, found: unknown[]): void => {
  const record = readRecord(value);
  if (record === null) return;
  let key = "";
  for (let end = at; end < steps.length; end += 1) {
    const step = steps[end];
    if (step?.kind !== "key") return;
    key = end === at ? step.key : `${key}.${step.key}`;
    const before = found.length;
    follow(own(record, key), steps, end + 1, found);
    if (found.length > before) return;
  }
};

/** Writes the way of keys and places to a value as a path that `parsePath` reads. */
export const writePath = (steps: readonly Step[]): string =>
  steps.reduce((text, step) => {
    if (step.kind === "index") return `${text}[${step.index}]`;
    if (step.kind === "each") return `${text}[]`;
    if (/^[^.[\]"'$\s][^.[\]"'\s]*$/.test(step.key)) return text === "" ? step.key : `${text}.${step.key}`;
    return `${text}[${step.key.includes('"') ? `'${step.key}'` : `"${step.key}"`}]`;
  }, "");
