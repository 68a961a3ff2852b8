import { z } from "zod";
import { attemptResponseSchema, deliveryResponseSchema } from "../deliveries/index.ts";
import { changeKindSchema, incidentListedSchema } from "../incidents/index.ts";
import { idSchema, type RuleId, severitySchema } from "../kernel/index.ts";
import { mendSchema, replayDraftSchema } from "../notification-rules/index.ts";
import { noiseLevels } from "./replay-report.ts";

const verdictSchema = z.object({
  condition: z.string(),
  expected: z.string(),
  actual: z.string(),
  holds: z.boolean(),
});

/** `change` says in English what `mend` says in data. */
const flipStepSchema = z.object({ condition: z.string(), mend: mendSchema, change: z.string() });

/** The answer of one rule to one change. */
export const decisionResponseSchema = z
  .object({
    ruleVersion: z.number().int(),
    outcome: z.enum(["notify", "suppressed", "no"]),
    because: z.array(verdictSchema),
    alert: z.object({ key: z.string().nullable(), title: z.string() }).nullable(),
    recipients: z.array(z.object({ address: z.string(), told: z.boolean(), reason: z.string() })),
    /** The silence that held it; absent where none did. */
    silencedBy: z.object({ id: z.string(), comment: z.string(), until: z.iso.datetime() }).optional(),
  })
  .meta({ id: "Decision" });

/** How long one hears no more of an incident; null, or nothing said: until it is resolved. */
export const muteRequestSchema = z
  .strictObject({ hours: z.number().int().min(1).max(168).nullable().default(null) })
  .meta({ id: "MuteRequest" });

export const muteResponseSchema = z
  .object({ address: z.string(), at: z.iso.datetime(), until: z.iso.datetime().nullable() })
  .meta({ id: "Mute" });

/** Every rule by name, and for every change of the incident why it told or did not. */
export const explanationsResponseSchema = z
  .object({
    incident: z.object({ id: z.string(), number: z.number().int(), title: z.string() }),
    /** Who hears no more of the incident by his own wish, now; `until` is null where that is its resolution. */
    mutes: z.array(muteResponseSchema),
    rules: z.array(
      z.object({
        rule: z.object({ id: z.string(), name: z.string(), version: z.number().int() }),
        /** Whether any change of this incident was told by the rule. */
        notified: z.boolean(),
        /** How it looked, or looks, for somebody who acknowledges, oldest first; empty where nobody waits for that. */
        escalations: z.array(
          z.object({
            begunAt: z.iso.datetime(),
            /** Tiers that were told after the first, or passed over, with why. */
            told: z.array(
              z.object({
                tier: z.number().int(),
                at: z.iso.datetime(),
                recipients: z.array(z.object({ address: z.string(), told: z.boolean(), reason: z.string() })),
              }),
            ),
            /** The tier that is told next unless somebody acknowledges; null where nobody is. */
            next: z.object({ tier: z.number().int(), at: z.iso.datetime() }).nullable(),
            /** Why nobody further is told; null while somebody is to be, or where everybody was. */
            ended: z.string().nullable(),
          }),
        ),
        changes: z.array(
          z.object({
            change: z.object({
              id: z.string(),
              seq: z.number().int(),
              at: z.iso.datetime(),
              kinds: z.array(changeKindSchema),
            }),
            /** What was decided and recorded then; null where the rule was not worth asking, or did not exist yet. */
            asDecided: decisionResponseSchema.nullable(),
            /** The rule as it is now, asked about the same change. */
            asNow: decisionResponseSchema,
            /** What would have to be different in the rule for it to tell, in as few steps as can be; null where it does. */
            flip: z.array(flipStepSchema).nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "Explanations" });

/** What a rule, as drafted, is asked about the last days. */
export const replayRequestSchema = z
  .strictObject({
    rule: replayDraftSchema,
    /** The rule that the draft is to replace, so that what it has told counts. */
    ruleId: idSchema.transform((text) => text as RuleId).optional(),
    days: z.number().int().min(1).max(30).default(30),
  })
  .meta({ id: "ReplayRequest" });

const replayedIncident = z.object({
  id: z.string(),
  number: z.number().int(),
  title: z.string(),
  severity: severitySchema,
  at: z.iso.datetime(),
});

/** What a rule, as drafted, would have sent in the last days, beside the other rules as they are now. */
export const replayResponseSchema = z
  .object({
    window: z.object({
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      timeZone: z.string(),
      changes: z.number().int(),
      /** Whether more changes came than one replay looks at: then `from` is later than was asked for. */
      cut: z.boolean(),
    }),
    /** `suppressed` ones matched, but none of the recipients may be told. */
    incidents: z.object({ seen: z.number().int(), matched: z.number().int(), suppressed: z.number().int() }),
    mails: z.object({ total: z.number().int(), perRecipient: z.number().int() }),
    /** Mails to one recipient, were the frequency another one. */
    alternatives: z.object({ everyUpdate: z.number().int(), oncePerIncident: z.number().int() }),
    level: z.enum(noiseLevels),
    days: z.array(z.object({ day: z.iso.date(), incidents: z.number().int(), mails: z.number().int() })),
    /** The numbers in `days` belong to the days of the answer, in their order. */
    recipients: z.array(z.object({ address: z.string(), mails: z.number().int(), days: z.array(z.number().int()) })),
    /** The clock hour in which one recipient would have got most. */
    busiestHour: z.object({ at: z.iso.datetime(), mails: z.number().int() }).nullable(),
    /** The latest of them. */
    matches: z.array(replayedIncident.extend({ because: z.array(verdictSchema) })),
    nearMisses: z.array(
      z.object({
        steps: z.array(flipStepSchema),
        incidents: z.number().int(),
        examples: z.array(replayedIncident),
      }),
    ),
    /** High and critical incidents that would reach nobody, with the draft in place. */
    unreached: z.object({
      incidents: z.number().int(),
      examples: z.array(replayedIncident.extend({ flip: z.array(flipStepSchema).nullable() })),
    }),
    overlaps: z.array(
      z.object({
        rule: z.object({ id: z.string(), name: z.string() }),
        incidents: z.number().int(),
        mails: z.number().int(),
      }),
    ),
  })
  .meta({ id: "RuleReplay" });

/** A recorded answer, with what it was about. */
export const decisionListedSchema = z
  .object({
    incident: z.object({ id: z.string(), number: z.number().int(), title: z.string(), severity: severitySchema }),
    change: z.object({
      id: z.string(),
      seq: z.number().int(),
      at: z.iso.datetime(),
      kinds: z.array(changeKindSchema),
    }),
    rule: z.object({ id: z.string(), name: z.string() }),
    decision: decisionResponseSchema,
  })
  .meta({ id: "DecisionListed" });

/**
 * Who is told of what. `cells` has one for each severity, device group and source; `reason` says of an incident that
 * reached nobody whether no rule was worth asking, none matched, one matched but may tell nobody, or the mail was given up.
 */
export const coverageResponseSchema = z
  .object({
    deviceGroups: z.array(z.object({ id: z.string().nullable(), name: z.string() })),
    sources: z.array(z.object({ id: z.string(), name: z.string() })),
    rules: z.array(z.object({ id: z.string(), name: z.string() })),
    cells: z.array(
      z.object({
        severity: severitySchema,
        /** Null: no device. */
        deviceGroupId: z.string().nullable(),
        sourceId: z.string(),
        rules: z.array(z.object({ ruleId: z.string(), onlyIf: z.array(z.string()) })),
        addresses: z.array(z.string()),
        maybe: z.array(z.string()),
      }),
    ),
    unheard: z.object({
      /** Incidents of the last days that reached nobody; 10,000 stands for that many or more. */
      total: z.number().int(),
      /** The gravest of them. */
      items: z.array(
        z.object({
          incident: incidentListedSchema,
          reason: z.enum(["noRule", "noMatch", "suppressed", "givenUp"]),
          /** The rule that came closest, and what stood in its way. */
          closest: z
            .object({ rule: z.object({ id: z.string(), name: z.string() }), because: z.array(verdictSchema) })
            .nullable(),
          text: z.string().nullable(),
        }),
      ),
    }),
  })
  .meta({ id: "Coverage" });

/** A delivery with every attempt, and the changes and rules that caused it. */
export const deliveryWithAttemptsSchema = deliveryResponseSchema
  .extend({
    attempts: z.array(attemptResponseSchema),
    causes: z.array(
      z.object({
        change: z.object({
          id: z.string(),
          seq: z.number().int(),
          at: z.iso.datetime(),
          kinds: z.array(changeKindSchema),
        }),
        rule: z.object({ id: z.string(), name: z.string() }),
        decision: decisionResponseSchema,
      }),
    ),
  })
  .meta({ id: "DeliveryWithAttempts" });
