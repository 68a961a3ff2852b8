import { z } from "zod";
import { idleHoursSchema } from "../settings.ts";

/** How the findings of one sender are to be understood. */
export const ocsfSettings = z.strictObject({
  idleHours: idleHoursSchema.describe(
    "Where a sender gives all findings of a policy one id: after so many hours without one they open a new incident",
  ),
  classes: z
    .array(z.number().int().min(1).max(999_999_999))
    .max(100)
    .default([])
    .describe("Classes (class_uid) that are taken; none: every finding, and events that say they are alerts"),
});

export type OcsfSettings = z.output<typeof ocsfSettings>;
