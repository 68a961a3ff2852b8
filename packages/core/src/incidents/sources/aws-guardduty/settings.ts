import { z } from "zod";
import { idleHoursSchema } from "../settings.ts";

/** How the findings of GuardDuty are gathered. */
export const guardDutySettings = z.strictObject({
  idleHours: idleHoursSchema,
  groupBy: z
    .array(z.enum(["account", "region", "type", "resource", "finding"]))
    .min(1)
    .max(5)
    .default(["account", "region", "type", "resource"])
    .describe("What findings must have in common to be gathered into an incident"),
});

export type GuardDutySettings = z.output<typeof guardDutySettings>;
