import { z } from "zod";
import { transportKinds } from "../deliveries/index.ts";
import { transportStepSchema } from "./staircase.ts";
import { secretNames, transportDraftSchema } from "./transport-settings.ts";

export const transportResponseSchema = z
  .object({
    kind: z.enum(transportKinds),
    /** As it was entered, without secrets. */
    settings: z.record(z.string(), z.unknown()),
    /** Which secrets are kept, and since when. They are never shown. */
    secrets: z.array(z.object({ name: z.enum(secretNames), setAt: z.iso.datetime() })),
    /** Secrets that are still missing. */
    missing: z.array(z.enum(secretNames)),
    changedAt: z.iso.datetime(),
    changedBy: z.string(),
  })
  .meta({ id: "Transport" });

/** What a worker carries mail with just now. */
export const carriedBySchema = z.object({
  worker: z.string(),
  kind: z.enum(transportKinds),
  destination: z.string(),
  from: z.string(),
  problem: z.string().nullable(),
});

export const transportListSchema = z
  .object({
    /** Null: the environment says what carries mail. */
    active: z.enum(transportKinds).nullable(),
    /** What the environment says; null while no worker has told. */
    environment: z.object({ kind: z.enum(transportKinds), destination: z.string(), from: z.string() }).nullable(),
    /** By worker, what carries mail just now. */
    carriedBy: z.array(carriedBySchema),
    items: z.array(transportResponseSchema),
    next: z.null(),
  })
  .meta({ id: "Transports" });

export const transportStakesSchema = z
  .object({
    rules: z.number().int(),
    recipients: z.number().int(),
    waiting: z.array(z.object({ address: z.string(), count: z.number().int() })),
    waitingCount: z.number().int(),
    capturedCount: z.number().int(),
  })
  .meta({ id: "TransportStakes" });

export const activeTransportSchema = z
  .strictObject({ kind: z.enum(transportKinds).nullable() })
  .meta({ id: "ActiveTransport" });

/** What to test: settings as they stand in a form (secrets left out are taken from those kept), and whom to mail. */
export const transportTestDraftSchema = z
  .strictObject({ transport: transportDraftSchema, to: z.string().min(3).max(320) })
  .meta({ id: "TransportTestDraft" });

export const transportTestResponseSchema = z
  .object({
    id: z.string(),
    kind: z.enum(transportKinds),
    to: z.string(),
    /** `waiting` until a worker begins it. */
    state: z.enum(["waiting", "running", "passed", "failed"]),
    askedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
    steps: z.array(transportStepSchema),
  })
  .meta({ id: "TransportTest" });
