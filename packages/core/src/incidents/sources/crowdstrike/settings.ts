import { z } from "zod";
import { idleHoursSchema } from "../settings.ts";

/** How the detections of one Falcon are to be understood. */
export const crowdstrikeSettings = z.strictObject({
  idleHours: idleHoursSchema,
  groupBy: z
    .enum(["aggregate", "host", "detection"])
    .default("aggregate")
    .describe(
      "What gathers detections into an incident: Falcon's own aggregate (a process tree), the host, or nothing",
    ),
});

export type CrowdstrikeSettings = z.output<typeof crowdstrikeSettings>;
