import { setTimeout as wait } from "node:timers/promises";

const lookMs = 20;

/** Asks again and again until something is there; fails with what it saw last. Never waits longer than it must. */
export const until = async <Value>(
  what: string,
  ask: () => Promise<Value | null | undefined | false>,
  timeoutMs = 20_000,
): Promise<Value> => {
  const giveUpAt = performance.now() + timeoutMs;
  let last: unknown;
  while (performance.now() < giveUpAt) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await wait(lookMs);
  }
  throw new Error(`Waited ${timeoutMs} ms in vain for ${what}; last: ${sentenceOf(last)}`, { cause: last });
};

/** With what is behind it: `fetch failed` alone does not say whether nobody listened or somebody hung up. */
const sentenceOf = (seen: unknown): string =>
  seen instanceof Error && seen.cause !== undefined ? `${seen} (${sentenceOf(seen.cause)})` : String(seen);
