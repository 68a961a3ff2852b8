import { z } from "zod";
import { conditionSchema } from "../conditions/index.ts";
import { changeKindSchema } from "../incidents/index.ts";
import {
  asId,
  type Instant,
  idSchema,
  type OrganizationId,
  type RuleId,
  severities,
  severitySchema,
} from "../kernel/index.ts";
import { localeSchema, timeZoneSchema } from "../organizations/index.ts";
import { normaliseAddress } from "../recipients/index.ts";

const severitySetSchema = z
  .array(severitySchema)
  .min(1, "choose at least one severity")
  .overwrite((chosen) => severities.filter((severity) => chosen.includes(severity)));

const deviceGroupScopeSchema = z.discriminatedUnion("scope", [
  z.strictObject({ scope: z.literal("all") }),
  z.strictObject({
    scope: z.literal("selected"),
    ids: z.array(idSchema).min(1, "choose at least one device group, or all").max(500),
    /** Whether alerts without any device match too. */
    includeDeviceless: z.boolean().default(false),
  }),
]);

const sourceScopeSchema = z.strictObject({
  serviceSource: z.string().trim().min(1).max(200),
  /** Empty: every detector of that source. */
  detectionSources: z.array(z.string().trim().min(1).max(200)).max(100).default([]),
  /** Replace the rule's severities for this source. */
  severities: severitySetSchema.optional(),
});

const frequencySchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("everyUpdate") }),
  z.strictObject({ kind: z.literal("oncePerIncident"), alsoOnEscalation: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal("chosenChanges"), changes: z.array(changeKindSchema).min(1) }),
]);

const includeSchema = z.strictObject({
  organizationName: z.boolean().default(true),
  /** The vendor's own link to the incident, with the organization's tenant id. */
  portalLink: z.boolean().default(true),
  consoleLink: z.boolean().default(true),
  /** Names of devices, users and mailboxes; off, a mail gives their number only. */
  deviceNames: z.boolean().default(true),
});

const addressSchema = z.string().transform((text, context) => {
  const address = normaliseAddress(text);
  if (address.ok) return address.value;
  context.addIssue({ code: "custom", message: address.problem });
  return z.NEVER;
});

const recipientDraftSchema = z.strictObject({
  address: addressSchema,
  /** Language and zone of a recipient that is new; one that exists keeps its own. */
  locale: localeSchema.optional(),
  timeZone: timeZoneSchema.optional(),
  tier: z.number().int().min(0).max(9).default(0),
});

const refuseTwice = (recipients: readonly { address: string }[], context: z.RefinementCtx): void => {
  const seen = new Set<string>();
  recipients.forEach(({ address }, index) => {
    if (seen.has(address)) context.addIssue({ code: "custom", path: [index, "address"], message: "is named twice" });
    seen.add(address);
  });
};

/** What an administrator says a rule is. Only name and recipients are required. */
export const ruleDraftSchema = z
  .strictObject({
    name: z.string().trim().min(1, "enter a name").max(100, "use at most 100 characters"),
    description: z.string().trim().max(500).default(""),
    enabled: z.boolean().default(true),
    /** A contact for readers of the mail; carries no rights. */
    owner: z.string().trim().max(200).default(""),
    severities: severitySetSchema.default([...severities]),
    severityOf: z.enum(["alert", "incident"]).default("alert"),
    deviceGroups: deviceGroupScopeSchema.default({ scope: "all" }),
    /** Where given, alerts of unlisted sources do not match. */
    sources: z.array(sourceScopeSchema).max(50).default([]),
    conditions: z.array(conditionSchema).max(20).default([]),
    frequency: frequencySchema.default({ kind: "everyUpdate" }),
    include: includeSchema.default({ organizationName: true, portalLink: true, consoleLink: true, deviceNames: true }),
    recipients: z
      .array(recipientDraftSchema)
      .min(1, "add at least one recipient")
      .max(50, "use at most 50 recipients")
      .superRefine(refuseTwice),
  })
  .meta({ id: "NotificationRuleDraft" });

export type RuleDraft = z.infer<typeof ruleDraftSchema>;

/** A rule that is still being written: what it would do can be told before it has a name or a recipient. */
export const replayDraftSchema = ruleDraftSchema
  .extend({
    name: z.string().trim().max(100).default(""),
    recipients: z.array(recipientDraftSchema).max(50).superRefine(refuseTwice).default([]),
  })
  .meta({ id: "ReplayedRuleDraft" });

export type ReplayDraft = z.infer<typeof replayDraftSchema>;

/** A recipient as a rule holds it: it hears only of changes committed after `addedAt`. */
export interface RuleRecipient {
  readonly address: string;
  readonly tier: number;
  readonly addedAt: Instant;
}

/** A rule as it stands; every save makes the next `version`. */
export interface NotificationRule extends Omit<RuleDraft, "recipients"> {
  readonly id: RuleId;
  readonly organizationId: OrganizationId;
  readonly version: number;
  readonly recipients: readonly RuleRecipient[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly archivedAt: Instant | null;
  /** Why the rule has stopped until somebody mends it; null while it works. */
  readonly needsAttention: string | null;
}

/**
 * The recipients of a saved rule: who was there keeps the moment of being added, by normalised address;
 * who is new hears from now on.
 */
export const recipientsSaved = (
  drafted: RuleDraft["recipients"],
  before: readonly RuleRecipient[],
  now: Instant,
): readonly RuleRecipient[] =>
  drafted.map(({ address, tier }) => ({
    address,
    tier,
    addedAt: before.find((recipient) => recipient.address === address)?.addedAt ?? now,
  }));

/** A draft as if it had been saved before anything happened. */
export const draftedRule = (
  draft: RuleDraft,
  { id: organizationId }: { readonly id: OrganizationId },
): NotificationRule => ({
  ...draft,
  id: asId("draft"),
  organizationId,
  version: 0,
  recipients: recipientsSaved(draft.recipients, [], 0),
  createdAt: 0,
  updatedAt: 0,
  archivedAt: null,
  needsAttention: null,
});
