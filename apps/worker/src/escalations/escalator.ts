import { type Instant, type Job, secondMs } from "@tocsin/core/kernel";
import { type EscalationStore, nextEscalation } from "@tocsin/core/notifications";
import type { Logger } from "pino";
import { type Regular, regularly } from "../regularly.ts";

/** How late an escalation may be told: every worker looks, and the first one to see it tells. */
const lookEveryMs = 2 * secondMs;

export interface EscalatorParts {
  readonly escalations: Pick<EscalationStore, "tellDue">;
  readonly announce: (jobs: readonly Job[]) => Promise<void>;
  readonly now: () => Instant;
}

/** Tells further recipients of incidents that nobody acknowledged in time; what fell due while none ran is told at once. */
export const startEscalator = ({ escalations, announce, now }: EscalatorParts, log: Logger): Regular =>
  regularly(
    lookEveryMs,
    async () => announce(await escalations.tellDue(nextEscalation, now())),
    (error) => log.error({ err: error }, "Escalations were not looked for; the next look tries again"),
  );
