import { z } from "zod";
import { conditionSchema } from "../conditions/index.ts";
import { changeKindSchema } from "../incidents/index.ts";
import {
  asId,
  type FieldFault,
  fieldFaults,
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
  .min(1, fieldFaults.severitiesMissing)
  .overwrite((chosen) => severities.filter((severity) => chosen.includes(severity)));

const deviceGroupScopeSchema = z.discriminatedUnion("scope", [
  z.strictObject({ scope: z.literal("all") }),
  z.strictObject({
    scope: z.literal("selected"),
    ids: z.array(idSchema).min(1, fieldFaults.groupsMissing).max(500),
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
  /** May not stop the rule's mails from a mail. */
  required: z.boolean().optional(),
});

const escalationSchema = z
  .array(z.strictObject({ afterMinutes: z.number().int().min(1).max(1440) }))
  .max(9, fieldFaults.stepsMany);

const refuseTwice = (recipients: readonly { address: string }[], context: z.RefinementCtx): void => {
  const seen = new Set<string>();
  recipients.forEach(({ address }, index) => {
    if (seen.has(address))
      context.addIssue({ code: "custom", path: [index, "address"], message: fieldFaults.namedTwice });
    seen.add(address);
  });
};

/** What an administrator says a rule is. Only name and recipients are required. */
export const ruleDraftSchema = z
  .strictObject({
    name: z.string().trim().min(1, fieldFaults.nameMissing).max(100, fieldFaults.nameLong),
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
      .min(1, fieldFaults.recipientsMissing)
      .max(50, fieldFaults.recipientsMany)
      .superRefine(refuseTwice),
    /**
     * Who is told further while nobody acknowledges: the first step tells tier 1 so many minutes after tier 0 was told, the
     * second one tier 2 after that, and so on. Without steps all recipients are told at once, whatever their tiers.
     */
    escalation: escalationSchema.default([]),
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
  /** May not stop the rule's mails; absent: may. */
  readonly required?: boolean;
  /** When it stopped them; absent while it hears. */
  readonly stoppedAt?: Instant;
}

/** Whether an address has to hear what a rule tells: because the rule says so, or everywhere. */
export const isRequired = (
  { recipients }: Pick<NotificationRule, "recipients">,
  { address, required }: { readonly address: string; readonly required: boolean },
): boolean => required || recipients.some((one) => one.address === address && one.required === true);

/** The tier of a recipient that counts: without escalation everybody is in the first. */
export const tierOf = ({ tier }: Pick<RuleRecipient, "tier">, { escalation }: Pick<RuleDraft, "escalation">): number =>
  escalation.length === 0 ? 0 : tier;

/** What cannot be about the tiers of a rule, by field. */
export const tierFaults = ({
  recipients,
  escalation,
}: Pick<RuleDraft, "recipients" | "escalation">): readonly FieldFault[] => {
  if (escalation.length === 0) return [];
  const present = new Set(recipients.map(({ tier }) => tier));
  return [
    ...(present.has(0) ? [] : [{ path: "recipients", message: fieldFaults.firstTierEmpty }]),
    ...escalation.flatMap((_step, index) =>
      present.has(index + 1) ? [] : [{ path: `escalation.${index}`, message: fieldFaults.tierEmpty }],
    ),
    ...recipients.flatMap(({ tier }, index) =>
      tier <= escalation.length ? [] : [{ path: `recipients.${index}.tier`, message: fieldFaults.tierWithoutStep }],
    ),
  ];
};

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
 * The recipients of a saved rule: who was there keeps the moment of being added, and of having stopped, by normalised
 * address; who is new hears from now on.
 */
export const recipientsSaved = (
  drafted: RuleDraft["recipients"],
  before: readonly RuleRecipient[],
  now: Instant,
): readonly RuleRecipient[] =>
  drafted.map(({ address, tier, required }) => {
    const known = before.find((recipient) => recipient.address === address);
    return {
      address,
      tier,
      addedAt: known?.addedAt ?? now,
      ...(required && { required }),
      ...(known?.stoppedAt !== undefined && { stoppedAt: known.stoppedAt }),
    };
  });

/** The same recipients, one of whom hears no more, or (null) hears again. */
export const recipientsStopped = (
  recipients: readonly RuleRecipient[],
  address: string,
  at: Instant | null,
): readonly RuleRecipient[] =>
  recipients.map((recipient) => {
    if (recipient.address !== address) return recipient;
    const { stoppedAt: _stoppedAt, ...rest } = recipient;
    return at === null ? rest : { ...rest, stoppedAt: at };
  });

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
