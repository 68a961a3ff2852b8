import { z } from "zod";
import { severitySchema } from "../../../kernel/index.ts";
import { idleHoursSchema } from "../settings.ts";

const path = z
  .string()
  .trim()
  .max(200)
  .regex(/^[\w@-]+(?:\.[\w@-]+)*$/, { error: "is not a path to a field, such as dest_ip" });

/** How the alerts of one Suricata are to be understood. */
export const suricataSettings = z.strictObject({
  idleHours: idleHoursSchema,
  groupBy: z
    .array(path)
    .min(1)
    .max(8)
    .default(["alert.gid", "alert.signature_id", "home_ip"])
    .describe(
      "Fields by which alerts are gathered into an incident; home_ip is the address of ours that an alert concerns",
    ),
  homeNetworks: z
    .array(z.union([z.cidrv4(), z.cidrv6()]))
    .max(1_000)
    .default([
      "10.0.0.0/8",
      "172.16.0.0/12",
      "192.168.0.0/16",
      "100.64.0.0/10",
      "169.254.0.0/16",
      "fc00::/7",
      "fe80::/10",
    ])
    .describe("Your own networks: an address in one of them is a device"),
  severityFrom: z
    .enum(["priority", "signature"])
    .default("priority")
    .describe(
      "Where the severity stands: alert.severity, or what the rule's author says (metadata.signature_severity)",
    ),
  severities: z
    .record(z.string().regex(/^\d{1,3}$/, { error: "is not a number from 0 to 999" }), severitySchema)
    .refine((numbers) => Object.keys(numbers).length <= 100, { error: "holds more than 100 numbers" })
    .default({})
    .describe("Numbers of alert.severity and what they mean; they come before those that are known"),
  leastPriority: z
    .number()
    .int()
    .min(1)
    .max(255)
    .default(255)
    .describe("Alerts whose number in alert.severity is greater (1 is the gravest) are ignored"),
});

export type SuricataSettings = z.output<typeof suricataSettings>;
