import { z } from "zod";
import { idleHoursSchema } from "../settings.ts";

/** How the findings of Security Hub are gathered. */
export const securityHubSettings = z.strictObject({
  idleHours: idleHoursSchema,
  groupBy: z
    .array(z.enum(["account", "region", "generator", "resource", "product", "finding"]))
    .min(1)
    .max(6)
    .default(["account", "region", "generator", "resource"])
    .describe("What findings must have in common to be gathered into an incident"),
});

export type SecurityHubSettings = z.output<typeof securityHubSettings>;
