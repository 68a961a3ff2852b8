import { useState } from "react";

/** A list that does not move by itself: what is shown, and how much of what came since is not in it. */
export interface Steady<Value> {
  readonly shown: Value | null;
  /** Rows that are new or stand elsewhere by now; 0 where what is shown is what there is. */
  readonly fresh: number;
  /** Shows what there is. */
  readonly adopt: () => void;
}

interface Held<Value> {
  readonly of: string;
  readonly value: Value;
  readonly seen: Value;
}

/**
 * Holds the rows of a list where they are while newer answers come in, so that nothing moves under anybody's hand. An answer
 * with the same rows in the same order is taken in at once, and so is the first one to another question (`of`), and any that fills
 * an empty list, in which nothing can move.
 */
export const useSteady = <Value>(
  of: string,
  value: Value | null,
  keysOf: (value: Value) => readonly string[],
): Steady<Value> => {
  const [held, setHeld] = useState<Held<Value> | null>(null);
  if (value !== null && value !== held?.seen) {
    const shown = held?.of === of ? held.value : null;
    const moves = shown !== null && keysOf(shown).length > 0 && !sameKeys(keysOf(shown), keysOf(value));
    setHeld({ of, value: moves ? shown : value, seen: value });
  }
  return {
    shown: held?.value ?? null,
    fresh: held === null || held.value === held.seen ? 0 : movedIn(keysOf(held.value), keysOf(held.seen)),
    adopt: () => setHeld((now) => now && { ...now, value: now.seen }),
  };
};

const sameKeys = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((key, index) => key === b[index]);

/** How many rows came; where none did, the others only changed their places, which counts as one. */
const movedIn = (shown: readonly string[], now: readonly string[]): number => {
  const known = new Set(shown);
  return Math.max(1, now.filter((key) => !known.has(key)).length);
};
