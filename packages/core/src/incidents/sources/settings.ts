import { z } from "zod";
import type { Grouping } from "../incident.ts";

/** Of kinds that report single alerts: how long alerts of one key go on joining the same incident. */
export const idleHoursSchema = z
  .number()
  .min(0.25)
  .max(8_760)
  .default(24)
  .describe("After so many hours without an alert a key opens a new incident");

export const groupingOf = ({ idleHours }: { readonly idleHours: number }): Grouping => ({
  idleMs: Math.round(idleHours * 3_600_000),
});

/** The source's settings in the shape of its kind; what was stored before a setting existed has its default. */
export const settingsOf = <Schema extends z.ZodType>(schema: Schema, settings: unknown): z.output<Schema> => {
  const read = schema.safeParse(settings ?? {});
  return read.success ? read.data : schema.parse({});
};

/**
 * Texts as one key that no other texts make, whatever stands in them. Long keys are cut later, with a digest, so that
 * people can read the start of it.
 */
export const keyOfParts = (parts: readonly string[]): string =>
  parts.map((part) => part.toWellFormed().replaceAll(/[%/]/g, escaped)).join("/");

const escaped = (character: string): string => `%${(character.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`;
