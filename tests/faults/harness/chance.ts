import { mulberry32 } from "../../journeys/harness/shuffled.ts";

const given = process.env["TOCSIN_SEED"];
const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
if (!Number.isInteger(seed)) throw new Error("TOCSIN_SEED must be a whole number");

/** From 0 up to 1, anew each time. */
export type Chance = () => number;

/**
 * Chance that can be had again: the seed is printed, and `TOCSIN_SEED` gives the same numbers once more. Each call of
 * what it answers opens a stream of its own, so that who draws first does not change what others draw.
 */
export const seededChance = (what: string): (() => Chance) => {
  console.log(`${what}: TOCSIN_SEED=${seed}`);
  let streams = 0;
  return () => {
    streams += 1;
    return mulberry32(seed + streams);
  };
};

export const oneOf = <Item>(items: readonly [Item, ...Item[]], chance: Chance): Item =>
  items[Math.floor(chance() * items.length)] ?? items[0];
