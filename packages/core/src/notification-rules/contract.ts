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
        /** Whether it may not stop the rule's mails by the link in them. */
        required: z.boolean(),
        /** When it did; null while it hears. */
        stoppedAt: z.iso.datetime().nullable(),
      }),
    ),
    id: z.string(),
    version: z.number().int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    archivedAt: z.iso.datetime().nullable(),
    needsAttention: z.string().nullable(),
    /** How many of its device groups you cannot see: `deviceGroups` leaves them out, and the rule is not yours to change. */
    hiddenDeviceGroups: z.number().int(),
  })
  .meta({ id: "NotificationRule" });

/** A rule as one save left it. */
export const ruleVersionSchema = z
  .object({
    version: z.number().int(),
    savedAt: z.iso.datetime(),
    savedBy: z.object({ id: z.string(), name: z.string() }).nullable(),
    archived: z.boolean(),
    hiddenDeviceGroups: z.number().int(),
    rule: z.object({
      ...ruleDraftSchema.shape,
      recipients: z.array(
        z.object({
          address: z.string(),
          tier: z.number().int(),
          addedAt: z.iso.datetime(),
          required: z.boolean(),
        }),
      ),
    }),
  })
  .meta({ id: "NotificationRuleVersion" });

export type RuleResponse = z.infer<typeof ruleResponseSchema>;

/** What a rule did in the last 30 days. */
export const ruleStatisticsSchema = z
  .object({
    ruleId: z.string(),
    lastToldAt: z.iso.datetime().nullable(),
    incidents: z.number().int(),
    mails: z.number().int(),
    /** The mails of each 24 hours, oldest first; the last of them end now. */
    mailsByDay: z.array(z.number().int()),
    /** Recipients whose last mail was given up. */
    failing: z.array(z.object({ address: z.string(), since: z.iso.datetime(), reason: z.string() })),
  })
  .meta({ id: "RuleStatistics" });
