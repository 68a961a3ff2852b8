import { clip, oneLine } from "../kernel/index.ts";
import type { PayloadFault } from "./source-kind.ts";

/**
 * How large a payload may be before anything recursive looks at it. Real incidents nest 16 levels and hold
 * up to 60 keys a kilobyte, so that a request of 5 MB of honest content fits.
 */
export const payloadBounds = {
  /** Objects and lists inside each other; a bare `{}` has depth 1. */
  depth: 64,
  /** Keys of all objects together. */
  keys: 250_000,
  /** Entries of any one list. */
  entries: 50_000,
  /** Characters of any one text or key: UTF-16 code units. */
  text: 1_048_576,
} as const;

/**
 * The first bound that parsed JSON breaks, or null. It does not recurse, so that no depth can exhaust the
 * stack, and it looks at nothing twice.
 */
export const boundsProblem = (value: unknown): PayloadFault | null => {
  const top: Place = { value, depth: 1, key: null, parent: null };
  const waiting: Place[] = [top];
  let keys = 0;
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const problem = problemOf(place);
    if (problem !== null) return { path: pathTo(place), problem };
    if (!isContainer(place.value)) continue;
    if (!Array.isArray(place.value)) keys += Object.keys(place.value).length;
    if (keys > payloadBounds.keys) return { path: "", problem: `holds more than ${payloadBounds.keys} keys` };
    pushChildren(waiting, place, place.value);
  }
  return null;
};

/** A value and the way to it, as links upward, so that a path is only spelled out where there is a fault. */
interface Place {
  readonly value: unknown;
  readonly depth: number;
  readonly key: string | number | null;
  readonly parent: Place | null;
}

const problemOf = ({ value, depth, key }: Place): string | null => {
  if (isTooLong(value) || isTooLong(key)) return `is a text of more than ${payloadBounds.text} characters`;
  if (!isContainer(value)) return null;
  if (depth > payloadBounds.depth) return `is nested more than ${payloadBounds.depth} levels deep`;
  if (Array.isArray(value) && value.length > payloadBounds.entries) {
    return `is a list of more than ${payloadBounds.entries} entries`;
  }
  return null;
};

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;

const isTooLong = (value: unknown): boolean => typeof value === "string" && value.length > payloadBounds.text;

/** Adds the entries that need a look, last first, because the last one pushed is looked at first. Small leaves need none. */
const pushChildren = (waiting: Place[], parent: Place, container: object): void => {
  const keys = Array.isArray(container) ? null : Object.keys(container);
  const values: Readonly<Record<string | number, unknown>> = container as never;
  for (let at = (keys ?? (container as readonly unknown[])).length - 1; at >= 0; at -= 1) {
    const key = keys === null ? at : (keys[at] as string);
    const value = values[key];
    if (isContainer(value) || isTooLong(value) || isTooLong(key)) {
      waiting.push({ value, depth: parent.depth + 1, key, parent });
    }
  }
};

const pathTo = (place: Place): string => {
  const keys: string[] = [];
  for (let at: Place | null = place; at !== null && at.key !== null; at = at.parent) {
    keys.unshift(clip(oneLine(String(at.key).slice(0, 200)), 60));
  }
  return clip(keys.join("."), 300);
};
