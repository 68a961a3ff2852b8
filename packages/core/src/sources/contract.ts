import { z } from "zod";
import { pollResponseSchema } from "./poll/index.ts";
import { sourceStates } from "./signs-of-life.ts";

export const sourceResponseSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    settings: z.unknown(),
    createdAt: z.iso.datetime(),
    lastReceivedAt: z.iso.datetime().nullable(),
    demo: z.boolean(),
    /** Whether every request has to be signed. */
    signed: z.boolean(),
    /** Whether the key may stand in the address. */
    keyInPath: z.boolean(),
    /** Null where its incidents are sent to us. */
    poll: pollResponseSchema.nullable(),
    /** As somebody set it: 0 never, null as learned. */
    silentAfterMinutes: z.number().int().nullable(),
    /** What holds now, set or learned; null while nobody knows, and where it is never told of. */
    allowedSilenceMinutes: z.number().int().nullable(),
    state: z.enum(sourceStates),
    /** Since when it is silent or failing. */
    stateSince: z.iso.datetime().nullable(),
    /** Payload problems that are not resolved. */
    openProblems: z.number().int(),
  })
  .meta({ id: "Source" });

export const sourceKindResponseSchema = z
  .object({
    kind: z.string(),
    title: z.string(),
    description: z.string(),
    /** JSON Schema of what a source of this kind may be told: names, defaults and what each says. */
    settings: z.record(z.string(), z.unknown()),
    /** What has to be set in the product that sends, with our address and `THE_KEY_OF_THE_SOURCE` to be replaced. */
    connect: z.array(z.object({ where: z.string(), text: z.string() })),
    /** JSON Schema of how it is polled, and what its application needs; null where its incidents can only be sent. */
    poll: z
      .object({ settings: z.record(z.string(), z.unknown()), baseUrl: z.string(), permission: z.string() })
      .nullable(),
  })
  .meta({ id: "SourceKind" });

const signingSecretSchema = z.string().describe("What to sign with, `whsec_…`: shown this once, and kept sealed");

/** As it is now; where signing was turned on by the change, with the secret. */
export const sourceChangedSchema = sourceResponseSchema
  .extend({ signingSecret: signingSecretSchema.optional() })
  .meta({ id: "SourceChanged" });

/** The only answers that hold a key: it is shown once and kept as a hash. */
export const sourceCreatedSchema = sourceChangedSchema.extend({ key: z.string() }).meta({ id: "SourceCreated" });

export const sourceSigningSecretSchema = z
  .object({ signingSecret: signingSecretSchema, previousSecretsExpireAt: z.iso.datetime() })
  .meta({ id: "SourceSigningSecret" });

export const sourceKeySchema = z
  .object({ key: z.string(), previousKeysExpireAt: z.iso.datetime() })
  .meta({ id: "SourceKey" });

export const payloadProblemResponseSchema = z
  .object({
    id: z.string(),
    index: z.number().int(),
    path: z.string(),
    problem: z.string(),
    /** What came, or its beginning. */
    payload: z.string(),
    payloadLength: z.number().int(),
    /** The kind of source that it looks like, where that is plain. */
    looksLike: z.string().nullable(),
    receivedAt: z.iso.datetime(),
    resolvedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "PayloadProblem" });
