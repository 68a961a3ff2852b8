import { z } from "zod";

/** A recipient with what an administrator wants to know of it. */
export const recipientResponseSchema = z
  .object({
    address: z.string(),
    locale: z.string(),
    timeZone: z.string(),
    required: z.boolean(),
    createdAt: z.iso.datetime(),
    user: z.string().nullable(),
    rules: z.array(z.object({ id: z.string(), name: z.string(), enabled: z.boolean() })),
    lastMailAt: z.iso.datetime().nullable(),
    trouble: z.object({ at: z.iso.datetime(), reason: z.string(), deliveryId: z.string() }).nullable(),
  })
  .meta({ id: "Recipient" });
