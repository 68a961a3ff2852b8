import { z } from "zod";
import { transportKinds } from "../deliveries/index.ts";

const instantSchema = z.iso.datetime().nullable();
const carrierSchema = z.object({ kind: z.enum(transportKinds), destination: z.string(), from: z.string() });

/** How the whole installation does, in numbers and names. */
export const systemResponseSchema = z
  .object({
    version: z.string(),
    now: z.iso.datetime(),
    queue: z.object({
      driver: z.string(),
      status: z.string(),
      /** Jobs in the embedded queue; with Redis they are not counted here. */
      jobs: z.number().int(),
      waiting: z.number().int(),
      sending: z.number().int(),
      held: z.number().int(),
      inDoubt: z.number().int(),
      failed: z.number().int(),
      /** Since when the delivery that should have gone out first is due; null where none is late. */
      oldestDueAt: instantSchema,
    }),
    mail: z.object({
      /** In the last 24 hours. */
      sent: z.number().int(),
      captured: z.number().int(),
      failed: z.number().int(),
      lastSentAt: instantSchema,
      /** Since when no attempt has succeeded, though some were made; null while mail goes out. */
      failingSince: instantSchema,
      lastTrouble: z.object({ at: z.iso.datetime(), said: z.string() }).nullable(),
    }),
    /** Whether every mail that was decided is accounted for, and no other was sent. */
    reconciliation: z.object({
      missing: z.number().int(),
      surplus: z.number().int(),
      /** Null before the first time. */
      checkedAt: instantSchema,
    }),
    workers: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        version: z.string(),
        startedAt: z.iso.datetime(),
        seenAt: z.iso.datetime(),
        /** `silent` once three signs of life in a row did not come. */
        state: z.enum(["working", "silent"]),
        carrier: carrierSchema,
        problem: z.string().nullable(),
        queue: z.object({ driver: z.string(), status: z.string() }),
      }),
    ),
    sources: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.string(),
        lastReceivedAt: instantSchema,
        openProblems: z.number().int(),
      }),
    ),
    database: z.object({ bytes: z.number().int() }),
    node: z.string(),
  })
  .meta({ id: "System" });
