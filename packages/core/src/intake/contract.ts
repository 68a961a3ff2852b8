import { z } from "zod";
import { changeKindSchema } from "../incidents/index.ts";
import { sourceResponseSchema } from "../sources/index.ts";

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
    problems: z.array(
      z.object({
        id: z.string(),
        index: z.number().int(),
        path: z.string(),
        problem: z.string(),
        looksLike: z.string().optional(),
      }),
    ),
  })
  .meta({ id: "IngestResponse" });

export type IngestResponse = z.infer<typeof ingestResponseSchema>;

/** Where a payload is moved to: a source that is there, or a new one of the kind that the payload looks like. */
export const moveProblemSchema = z
  .union([
    z.strictObject({ sourceId: z.string() }),
    z.strictObject({
      newSource: z.strictObject({ name: z.string().trim().min(1).max(100), kind: z.string().optional() }),
    }),
  ])
  .meta({ id: "MoveProblem" });

/** What became of the payload at its new source; the key only of one that was made for it, shown this once. */
export const problemMovedSchema = z
  .object({ source: sourceResponseSchema, key: z.string().nullable(), taken: ingestResponseSchema })
  .meta({ id: "ProblemMoved" });

export const problemsRetriedSchema = z
  .object({
    tried: z.number().int(),
    taken: z.number().int(),
    /** Whether there are more that were not tried: ask again with `after`. */
    next: z.string().nullable(),
  })
  .meta({ id: "ProblemsRetried" });
