import { z } from "zod";
import { severitySchema } from "../../../kernel/index.ts";
import { idleHoursSchema } from "../settings.ts";

const label = z.string().trim().min(1).max(200);

/** How the labels of one Alertmanager or Grafana are to be understood; every team names them its own way. */
export const alertmanagerSettings = z.strictObject({
  idleHours: idleHoursSchema,
  groupBy: z
    .array(label)
    .max(16)
    .default([])
    .describe("Labels by which alerts are gathered into an incident; none: as the sender groups them (groupKey)"),
  severityLabels: z
    .array(label)
    .min(1)
    .max(16)
    .default(["severity", "priority", "level", "urgency", "criticality"])
    .describe("Labels that tell the severity; the first that holds a known word counts"),
  severities: z
    .record(z.string().max(100), severitySchema)
    .refine((words) => Object.keys(words).length <= 100, { error: "holds more than 100 words" })
    .default({})
    .describe("Your own words of severity and what they mean; they come before those that are known"),
  deviceLabels: z
    .array(label)
    .min(1)
    .max(16)
    .default(["instance", "host", "hostname", "nodename", "node", "server", "device"])
    .describe("Labels that name a device; the first that holds something counts"),
  deviceGroupLabel: label.nullable().default(null).describe("The label that names the device's group, if there is one"),
});

export type AlertmanagerSettings = z.output<typeof alertmanagerSettings>;
