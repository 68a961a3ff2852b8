import { secondMs } from "@tocsin/core/kernel";
import type { SystemStore, WorkerFacts } from "@tocsin/core/system";
import type { Logger } from "pino";

/** Three that fail to come, and the console says that a worker is silent. */
export const beatEveryMs = 10 * secondMs;

/** Says now and then that this worker lives and what carries its mail; takes its leave when it is stopped. */
export const startHeartbeat = (
  system: Pick<SystemStore, "beat" | "leave">,
  factsNow: () => WorkerFacts,
  log: Logger,
): { beat(): Promise<void>; stop(): Promise<void> } => {
  const beat = (): Promise<void> =>
    system.beat(factsNow()).catch((error: unknown) => log.warn({ err: error }, "A sign of life could not be written"));
  let last = beat();
  const timer = setInterval(() => {
    last = beat();
  }, beatEveryMs);
  return {
    beat: () => {
      last = beat();
      return last;
    },
    stop: async () => {
      clearInterval(timer);
      await last;
      await system.leave(factsNow().id).catch(() => undefined);
    },
  };
};
