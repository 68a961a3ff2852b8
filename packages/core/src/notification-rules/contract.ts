import { z } from "zod";
import { ruleDraftSchema } from "./notification-rule.ts";

/** A rule as the API answers it; its `version` is also the ETag. */
export const ruleResponseSchema = z
  .object({
    ...ruleDraftSchema.shape,
    recipients: z.array(
      z.object({
        address: z.string(),
        tier: z.number().int(),
        locale: z.string(),
        timeZone: z.string(),
        addedAt: z.iso.datetime(),
      }),
    ),
    id: z.string(),
    version: z.number().int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    archivedAt: z.iso.datetime().nullable(),
    needsAttention: z.string().nullable(),
  })
  .meta({ id: "NotificationRule" });

export type RuleResponse = z.infer<typeof ruleResponseSchema>;
