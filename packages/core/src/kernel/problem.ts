import { z } from "zod";

/** RFC 9457 problem details, with a stable `type`, the request's id and, for invalid bodies, the path to each fault. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    requestId: z.string(),
    /** Which refusal it is, with what `detail` is filled in with; absent where it has words of its own only. */
    reason: z.object({ kind: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) }).optional(),
    faults: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: "Problem" });
