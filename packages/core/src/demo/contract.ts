import { z } from "zod";

/** What there is of the demo. */
export const demoSchema = z
  .object({
    incidents: z.number().int(),
    deliveries: z.number().int(),
    lastReceivedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Demo" });

export const demoStartedSchema = z
  .object({ sourceId: z.string(), seconds: z.number().int(), payloads: z.number().int() })
  .meta({ id: "DemoStarted" });

export const demoRemovedSchema = z.object({ incidents: z.number().int(), deliveries: z.number().int() });
