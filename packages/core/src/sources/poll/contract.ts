import { z } from "zod";
import { pollCauses } from "./causes.ts";
import { pollSettingSchema } from "./setting.ts";

const faultSchema = z.object({ cause: z.enum(pollCauses), words: z.string(), advice: z.string() });

/** How the poll of a source goes. Secrets are never part of it. */
export const pollResponseSchema = z
  .object({
    setting: pollSettingSchema.extend({ baseUrl: z.string() }),
    /** Whether a second secret is kept, and which of the two worked last. */
    hasSecondSecret: z.boolean(),
    secretInUse: z.enum(["first", "second"]).nullable(),
    state: z.enum(["waiting", "running", "catchingUp", "ok", "failing"]),
    lastSuccessAt: z.iso.datetime().nullable(),
    lastError: faultSchema.extend({ at: z.iso.datetime() }).nullable(),
    /** What was written there before then is here. */
    through: z.iso.datetime(),
    lagSeconds: z.number().int(),
    nextAt: z.iso.datetime(),
    /** Their clock minus ours. */
    clockSkewSeconds: z.number().int(),
    /** Windows of which something could not be fetched and is asked for again; each is a payload problem, too. */
    holes: z.number().int(),
    /** Alerts are asked for apart, because the list with them fails. */
    alertsApart: z.boolean(),
  })
  .meta({ id: "Poll" });

export type PollResponse = z.infer<typeof pollResponseSchema>;

/** What a look at a connection found, each step of the way. */
export const connectionTestSchema = z
  .object({
    ok: z.boolean(),
    /** Null where it works. */
    fault: faultSchema.nullable(),
    steps: z.array(z.object({ step: z.enum(["signIn", "list"]), ok: z.boolean(), found: z.string() })),
    clockSkewSeconds: z.number().int().nullable(),
  })
  .meta({ id: "ConnectionTest" });

export type ConnectionTest = z.infer<typeof connectionTestSchema>;
