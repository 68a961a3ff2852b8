import { z } from "zod";
import { transportKinds } from "./transport.ts";

/** Whether a transport could carry a mail just now: what the worker answers when it is asked to check instead of to run. */
export const transportCheckSchema = z.object({
  kind: z.enum(transportKinds),
  /** As in an attempt: holds no secret. */
  destination: z.string(),
  ok: z.boolean(),
  found: z.string(),
  /** What a person can do about it; null where nothing is wrong. */
  advice: z.string().nullable(),
  /** The far end's clock, where it tells. */
  serverTime: z.iso.datetime().nullable(),
});

export type TransportCheck = z.infer<typeof transportCheckSchema>;
