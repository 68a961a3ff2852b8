import type { sourceResponseSchema } from "@tocsin/core/sources";
import type { z } from "zod";

/** A source as the api answers it. */
export type Source = z.output<typeof sourceResponseSchema>;

/** What a change of one part says again, because the api takes a source as a whole. */
export const wordsOf = ({ name, kind, settings, silentAfterMinutes }: Source) => ({
  name,
  kind,
  settings,
  silentAfterMinutes,
});

/** The settings of a source, by their names. */
export const settingsOf = ({ settings }: Pick<Source, "settings">): Readonly<Record<string, unknown>> =>
  typeof settings === "object" && settings !== null ? { ...settings } : {};
