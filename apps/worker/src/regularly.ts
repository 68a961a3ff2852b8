import { setTimeout as wait } from "node:timers/promises";

export interface Regular {
  /** Ends it; resolves when the time that is under way is over. */
  stop(): Promise<void>;
}

/**
 * Acts at once, and again so many ms after each time has ended, until it is stopped. One time never overtakes another, and
 * a slow one piles nothing up behind it. What an act throws is told to `onFault`, and the next time comes all the same.
 */
export const regularly = (everyMs: number, act: () => Promise<void>, onFault: (error: unknown) => void): Regular => {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await act().catch(onFault);
      await wait(everyMs, undefined, stopping).catch(() => {});
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};
