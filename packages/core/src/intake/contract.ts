import { z } from "zod";
import { changeKindSchema } from "../incidents/index.ts";

/** The answer to an ingest request. */
export const ingestResponseSchema = z
  .object({
    results: z.array(
      z.object({
        externalId: z.string().nullable(),
        incidentId: z.string().nullable(),
        number: z.number().int().nullable(),
        change: z.union([changeKindSchema, z.enum(["unchanged", "stale", "ignored"])]),
        kinds: z.array(changeKindSchema),
        reason: z.string().optional(),
        notifications: z.number().int(),
        deliveries: z.number().int(),
      }),
    ),
    problems: z.array(z.object({ id: z.string(), index: z.number().int(), path: z.string(), problem: z.string() })),
  })
  .meta({ id: "IngestResponse" });

export type IngestResponse = z.infer<typeof ingestResponseSchema>;
