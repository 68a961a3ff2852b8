import { z } from "zod";
import { pageSchema, severitySchema } from "../kernel/index.ts";
import { deliveryStateSchema } from "./delivery.ts";
import { transportKinds } from "./transport.ts";

export const attemptResponseSchema = z
  .object({
    number: z.number().int(),
    transport: z.enum(transportKinds),
    destination: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    /** Why its mail is another one than that of the attempts before; null where it is the same. */
    remade: z.string().nullable(),
    outcome: z
      .object({
        kind: z.enum(["accepted", "captured", "deferred", "rejected", "inDoubt"]),
        /** The server's own words, or ours where it had none. */
        text: z.string(),
        code: z.string().nullable(),
        /** The enhanced status code (RFC 3463) of a mail server that gave one, such as `4.7.1`. */
        enhancedCode: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Attempt" });

export const deliveryResponseSchema = z
  .object({
    id: z.string(),
    messageKind: z.string(),
    address: z.string(),
    state: deliveryStateSchema,
    reason: z.string().nullable(),
    severity: severitySchema,
    /** The digest that tells of it, or is to; null for one that goes out by itself. */
    foldedInto: z.string().nullable(),
    subject: z.string().nullable(),
    incident: z.object({ id: z.string(), number: z.number().int() }).nullable(),
    rules: z.array(z.object({ id: z.string(), name: z.string() })),
    attemptCount: z.number().int(),
    /** The attempt that was made last; null before the first. */
    lastAttempt: attemptResponseSchema.nullable(),
    createdAt: z.iso.datetime(),
    dueAt: z.iso.datetime(),
    sealedAt: z.iso.datetime().nullable(),
    settledAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Delivery" });

/** `totals` counts what the other filters leave, by state, in all pages. */
export const deliveryPageSchema = pageSchema(deliveryResponseSchema).extend({
  totals: z.partialRecord(deliveryStateSchema, z.number().int()),
});

/** The exact mail, as it was or will be sent. */
export const mailResponseSchema = z
  .object({
    from: z.string(),
    to: z.string(),
    subject: z.string(),
    date: z.iso.datetime(),
    messageId: z.string(),
    headers: z.record(z.string(), z.string()),
    text: z.string(),
    html: z.string(),
  })
  .meta({ id: "Mail" });
