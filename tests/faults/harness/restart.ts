import { setTimeout as wait } from "node:timers/promises";
import { until } from "../../journeys/harness/until.ts";
import { type Chance, oneOf } from "./chance.ts";
import type { Victims } from "./kill.ts";
import type { Ledger } from "./ledger.ts";

export interface Stop {
  readonly name: keyof Victims;
  readonly exitCode: number | null;
  readonly ms: number;
}

type Choice = readonly (keyof Victims)[];

const pauseMaxMs = 1_000;
const backWithinMs = 120_000;

const choices: readonly [Choice, ...Choice[]] = [["api"], ["worker"], ["api", "worker"], ["worker", "api"]];

/**
 * Asks one of the programs to stop, or both one after the other, at random moments, and starts each again, until so many
 * were. Something new is acknowledged between two of them.
 */
export const restartAtRandom = async (
  programs: Victims,
  times: number,
  chance: Chance,
  ledger: Pick<Ledger, "count">,
): Promise<readonly Stop[]> => {
  const stops: Stop[] = [];
  while (stops.length < times) {
    await wait(chance() * pauseMaxMs);
    const chosen = oneOf(choices, chance);
    for (const name of chosen) {
      const askedAt = performance.now();
      const exitCode = await programs[name].stop();
      stops.push({ name, exitCode, ms: Math.round(performance.now() - askedAt) });
    }
    await Promise.all(chosen.map((name) => programs[name].start()));
    const wanted = ledger.count + 1;
    await until("something new that is acknowledged", async () => ledger.count >= wanted, backWithinMs);
  }
  return stops;
};
