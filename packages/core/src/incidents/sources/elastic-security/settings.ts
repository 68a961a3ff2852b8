import { z } from "zod";
import { fieldPathSchema } from "../field-path.ts";
import { idleHoursSchema } from "../settings.ts";

/** How the alerts of one Kibana are to be understood. */
export const elasticSettings = z.strictObject({
  idleHours: idleHoursSchema,
  groupBy: z
    .array(fieldPathSchema)
    .min(1)
    .max(8)
    .default(["kibana.alert.rule.uuid", "host.name"])
    .describe("Fields by which alerts are gathered into an incident"),
});

export type ElasticSettings = z.output<typeof elasticSettings>;
