import { z } from "zod";
import { troubles } from "./all-clear.ts";

const everySchema = { everyHours: z.number().int().min(1).max(168), everyMinutes: z.number().int().min(1).max(1_440) };

/** What an administrator sets. An address is write-only: whoever knows it can give the all-clear himself. */
export const allClearDraftSchema = z
  .strictObject({
    mail: z
      .strictObject({ everyHours: everySchema.everyHours.default(24) })
      .nullable()
      .default(null),
    url: z
      .strictObject({
        /** Left out, the one that is kept stays. */
        address: z
          .url({ protocol: /^https?$/ })
          .max(2_000)
          .optional(),
        everyMinutes: everySchema.everyMinutes.default(5),
        method: z.enum(["GET", "POST"]).default("GET"),
      })
      .nullable()
      .default(null),
  })
  .meta({ id: "AllClearDraft" });

export type AllClearDraft = z.output<typeof allClearDraftSchema>;

const instantSchema = z.iso.datetime().nullable();

export const allClearResponseSchema = z
  .object({
    mail: z.object({ everyHours: z.number().int(), lastAt: instantSchema }).nullable(),
    url: z
      .object({
        /** The host alone. */
        host: z.string(),
        everyMinutes: z.number().int(),
        method: z.enum(["GET", "POST"]),
        lastAt: instantSchema,
        /** What came of the last call: a status, or why there was no answer. */
        said: z.string().nullable(),
      })
      .nullable(),
    /** What keeps it back now; empty where all is well. */
    troubles: z.array(z.enum(troubles)),
  })
  .meta({ id: "AllClear" });
