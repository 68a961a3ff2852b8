import { z } from "zod";
import { idleHoursSchema } from "../settings.ts";

/** How the findings of Security Command Center are gathered. */
export const gcpSccSettings = z.strictObject({
  idleHours: idleHoursSchema,
  groupBy: z
    .array(z.enum(["category", "resource", "project", "source", "finding"]))
    .min(1)
    .max(5)
    .default(["category", "resource"])
    .describe("What findings must have in common to be gathered into an incident"),
});

export type GcpSccSettings = z.output<typeof gcpSccSettings>;
