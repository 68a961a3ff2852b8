import { own, readText } from "../read.ts";
import { type Step, writePath } from "./path.ts";

/** A field of a document: the path to it, and what stands there, cut short. */
export interface FoundField {
  readonly path: string;
  readonly example: string;
}

const fieldsMax = 500;
const depthMax = 8;
const exampleMax = 120;

/**
 * The fields of a document that hold a text, a number or a truth value, as paths to choose from. The entries of a list
 * are one path (`alerts[].id`), with the first entry's value as the example.
 */
export const pathsInDocument = (document: unknown): readonly FoundField[] => {
  const found = new Map<string, FoundField>();
  walk(document, [], found);
  return [...found.values()];
};

const walk = (value: unknown, steps: readonly Step[], found: Map<string, FoundField>): void => {
  if (found.size >= fieldsMax || steps.length > depthMax) return;
  if (Array.isArray(value)) {
    for (const entry of value.slice(0, 3)) walk(entry, [...steps, { kind: "each" }], found);
    return;
  }
  if (typeof value === "object" && value !== null) {
    for (const key of Object.keys(value)) {
      walk(own(value as Record<string, unknown>, key), [...steps, { kind: "key", key }], found);
    }
    return;
  }
  const text = typeof value === "boolean" ? String(value) : readText(value);
  const path = writePath(steps);
  if (text === null || path === "" || found.has(path)) return;
  found.set(path, {
    path,
    example: text.length > exampleMax ? `${text.slice(0, exampleMax - 1).toWellFormed()}…` : text,
  });
};
