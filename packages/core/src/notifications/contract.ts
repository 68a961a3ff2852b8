import { z } from "zod";
import { changeKindSchema } from "../incidents/index.ts";

const verdictSchema = z.object({
  condition: z.string(),
  expected: z.string(),
  actual: z.string(),
  holds: z.boolean(),
});

/** The answer of one rule to one change. */
export const decisionResponseSchema = z
  .object({
    ruleVersion: z.number().int(),
    outcome: z.enum(["notify", "suppressed", "no"]),
    because: z.array(verdictSchema),
    alert: z.object({ key: z.string().nullable(), title: z.string() }).nullable(),
    recipients: z.array(z.object({ address: z.string(), told: z.boolean(), reason: z.string() })),
  })
  .meta({ id: "Decision" });

/** Every rule by name, and for every change of the incident why it told or did not. */
export const explanationsResponseSchema = z
  .object({
    incident: z.object({ id: z.string(), number: z.number().int(), title: z.string() }),
    rules: z.array(
      z.object({
        rule: z.object({ id: z.string(), name: z.string(), version: z.number().int() }),
        /** Whether any change of this incident was told by the rule. */
        notified: z.boolean(),
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
            flip: z.array(z.object({ condition: z.string(), change: z.string() })).nullable(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "Explanations" });
