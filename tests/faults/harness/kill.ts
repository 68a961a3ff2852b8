import { setTimeout as wait } from "node:timers/promises";
import type { Program } from "../../journeys/harness/program.ts";
import { type Chance, oneOf } from "./chance.ts";

export interface Victims {
  readonly api: Program;
  readonly worker: Program;
}

type Choice = readonly (keyof Victims)[];

export type Kills = Readonly<Record<keyof Victims, number>>;

const pauseMaxMs = 1_500;

const choices: readonly [Choice, ...Choice[]] = [["api"], ["worker"], ["worker"], ["api", "worker"]];

/** Kills one of the programs, or both, at random moments and starts each again at once, until so many were killed. */
export const killAtRandom = async (victims: Victims, times: number, chance: Chance): Promise<Kills> => {
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
  }
  return kills;
};
