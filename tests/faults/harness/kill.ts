import { setTimeout as wait } from "node:timers/promises";
import type { Program } from "../../journeys/harness/program.ts";
import { until } from "../../journeys/harness/until.ts";
import { type Chance, oneOf } from "./chance.ts";
import type { Ledger } from "./ledger.ts";

export interface Victims {
  readonly api: Program;
  readonly worker: Program;
}

type Choice = readonly (keyof Victims)[];

export type Kills = Readonly<Record<keyof Victims, number>>;

/** A worker has so many connections to its mail server, and one mail on each. */
export const sendsInFlight = 5;

const pauseMaxMs = 1_500;
/** A start, and the first answer after it, on a machine that has much else to do. */
const backWithinMs = 120_000;

const choices: readonly [Choice, ...Choice[]] = [["api"], ["worker"], ["worker"], ["api", "worker"]];

/**
 * Kills one of the programs, or both, at random moments and starts each again at once, until so many were killed. Something
 * new is acknowledged between two kills: on a slow machine an api would else be killed before it had answered anybody, and
 * prove nothing.
 */
export const killAtRandom = async (
  victims: Victims,
  times: number,
  chance: Chance,
  ledger: Pick<Ledger, "count">,
  /** How much is going to be acknowledged in all; beyond it nothing new is waited for. */
  everything = Number.POSITIVE_INFINITY,
): Promise<Kills> => {
  const kills = { api: 0, worker: 0 };
  while (kills.api + kills.worker < times) {
    await wait(chance() * pauseMaxMs);
    await Promise.all(
      oneOf(choices, chance).map(async (name) => {
        await victims[name].crash();
        await victims[name].start();
        kills[name] += 1;
      }),
    );
    const wanted = Math.min(ledger.count + 1, everything);
    await until("something new that is acknowledged", async () => ledger.count >= wanted, backWithinMs);
  }
  return kills;
};
