import { hourMs } from "@tocsin/core/kernel";
import type { Retention, RetentionStore } from "@tocsin/core/retention";
import type { Logger } from "pino";
import { type Regular, regularly } from "../regularly.ts";

const pruneEveryMs = hourMs;
/** Batches of one round; a backlog of years goes away over some hours, and nobody waits for it. */
const batchesMax = 200;

export interface PrunerParts {
  readonly retention: RetentionStore;
  readonly keep: Retention;
  readonly now: () => number;
}

/** Takes away what is past its time, at once and then every hour, in small commits between which others get theirs. */
export const startPruner = (
  { retention, keep, now }: PrunerParts,
  log: Logger,
): Regular & { readonly round: Promise<void> } => {
  let stopping = false;
  const prune = async (): Promise<void> => {
    for (let batch = 0; batch < batchesMax && !stopping; batch += 1) {
      const pruned = await retention.prune(keep, now());
      if (Object.values(pruned).every((rows) => rows === 0)) return;
      log.info(pruned, "Past its time");
    }
  };
  const first = Promise.withResolvers<void>();
  const rounds = regularly(
    pruneEveryMs,
    () => prune().finally(first.resolve),
    (error) => log.error({ err: error }, "What is past its time could not be taken away; the next round tries again"),
  );
  return {
    round: first.promise,
    stop: () => {
      stopping = true;
      return rounds.stop();
    },
  };
};
