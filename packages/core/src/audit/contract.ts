import { z } from "zod";

export const auditEntrySchema = z
  .object({
    seq: z.number().int(),
    at: z.iso.datetime(),
    actor: z.object({
      kind: z.enum(["user", "recipient", "source", "system"]),
      id: z.string().nullable(),
      name: z.string(),
    }),
    /** Method and pattern of the route. */
    action: z.string(),
    /** The right that it takes. */
    right: z.string().nullable(),
    object: z.object({ kind: z.string(), id: z.string().nullable() }),
    outcome: z.enum(["done", "denied"]),
    denied: z.object({ missing: z.string().nullable(), because: z.string() }).nullable(),
    /** What it was and what it became, where that says more; never a secret. */
    before: z.unknown(),
    after: z.unknown(),
    requestId: z.string().nullable(),
    previousHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: "AuditEntry" });

export const chainVerdictSchema = z
  .object({
    whole: z.boolean(),
    entries: z.number().int(),
    /** To be kept elsewhere: a chain that was made anew ends otherwise. */
    head: z.object({ seq: z.number().int(), hash: z.string() }),
    fault: z
      .object({
        seq: z.number().int(),
        fault: z.enum(["changed", "missing", "moved", "cut"]),
        words: z.string(),
      })
      .nullable(),
  })
  .meta({ id: "AuditVerdict" });
