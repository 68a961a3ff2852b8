import { z } from "zod";
import { fieldPathSchema } from "../field-path.ts";
import { idleHoursSchema } from "../settings.ts";

/** The levels of Wazuh 4: 0 to 15, and 16 in some rule sets. */
const level = z.number().int().min(0).max(16);

const severityFromSchema = z
  .strictObject({
    low: level.default(0),
    medium: level.default(7),
    high: level.default(12),
    critical: level.default(15),
  })
  .refine(({ low, medium, high, critical }) => low <= medium && medium <= high && high <= critical, {
    error: "must not fall: low, medium, high, critical",
  });

/** How the alerts of one Wazuh are to be understood. */
export const wazuhSettings = z.strictObject({
  idleHours: idleHoursSchema,
  groupBy: z
    .array(fieldPathSchema)
    .min(1)
    .max(8)
    .default(["rule.id", "agent.id"])
    .describe("Fields by which alerts are gathered into an incident"),
  minimumLevel: level.default(0).describe("Alerts below this level are ignored"),
  severityFrom: severityFromSchema
    .prefault({})
    .describe("The lowest level of each severity; what lies below low is informational"),
});

export type WazuhSettings = z.output<typeof wazuhSettings>;
