import { z } from "zod";
import { severitySchema } from "../../../kernel/index.ts";
import { fieldPathSchema } from "../field-path.ts";
import { idleHoursSchema } from "../settings.ts";

const fields = z.array(fieldPathSchema).min(1).max(16);

/** How the searches of one Splunk are to be understood: every team names its result fields its own way. */
export const splunkSettings = z.strictObject({
  idleHours: idleHoursSchema,
  groupBy: fields
    .default(["search_name", "host"])
    .describe("Fields by which results are gathered into an incident: of the result, or search_name, app and owner"),
  severityFields: fields
    .default(["urgency", "severity", "alert_severity", "risk_level", "priority", "level"])
    .describe("Result fields that tell the severity; the first that holds a known word counts"),
  severities: z
    .record(z.string().max(100), severitySchema)
    .refine((words) => Object.keys(words).length <= 100, { error: "holds more than 100 words" })
    .default({})
    .describe("Your own words of severity and what they mean; they come before those that are known"),
  severity: severitySchema
    .default("unknown")
    .describe("The severity of a result that tells none, as Splunk itself has none"),
  deviceFields: fields
    .default(["dest", "dest_host", "dvc_host", "hostname", "ComputerName", "computer", "orig_host", "host"])
    .describe("Result fields that name a device; the first that holds a name counts"),
});

export type SplunkSettings = z.output<typeof splunkSettings>;
