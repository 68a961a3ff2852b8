import { reasonKnown } from "@tocsin/core/kernel";
import { sayIn } from "../languages/index.ts";
import { reasonSentences } from "../languages/reasons/sentences.ts";
import type { Reader } from "./reader.ts";

type ReasonReader = Pick<Reader, "language" | "times">;

/** Why somebody was told or not, or why a mail stands as it does, in the reader's words; null for the words of others. */
export const knownReasonIn = (reason: string, reader: ReasonReader): string | null => {
  // A digest that had nothing left to tell says why of each thing.
  const parts = reason.split("; ").map((part) => oneReasonIn(part, reader));
  return parts.includes(null) ? oneReasonIn(reason, reader) : parts.join("; ");
};

const oneReasonIn = (reason: string, reader: ReasonReader): string | null => {
  const known = reasonKnown(reason);
  if (known === null) return null;
  const values = Object.entries(known.values).map(([name, value]) => [name, valueIn(name, value, reader)] as const);
  return sayIn(reasonSentences, reader.language)(known.kind, Object.fromEntries(values));
};

const valueIn = (name: string, value: string, reader: ReasonReader): string | number => {
  if (name === "at" || name === "until") return reader.times.short(value);
  if (name === "because") return knownReasonIn(value, reader) ?? value;
  return /^\d+$/.test(value) ? Number(value) : value;
};
