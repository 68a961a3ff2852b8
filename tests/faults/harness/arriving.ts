import { setTimeout as wait } from "node:timers/promises";
import type { Chance } from "./chance.ts";
import type { News } from "./news.ts";

/** News that goes on until it is told to end. */
export interface Arriving {
  /** Each call is a source of its own, for one producer. */
  news(): AsyncGenerator<News>;
  end(): void;
}

/** Invents news at random moments, up to so many ms apart. */
export const startArriving = (invent: () => News, moments: Chance, everyMs: number): Arriving => {
  let going = true;
  return {
    news: async function* () {
      while (going) {
        await wait(moments() * everyMs);
        yield invent();
      }
    },
    end: () => {
      going = false;
    },
  };
};
