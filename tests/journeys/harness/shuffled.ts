/** The same items in another order. The seed is printed, so that a failure can be made again. */
export const shuffled = <Item>(items: readonly Item[], seed = Math.floor(Math.random() * 2 ** 31)): readonly Item[] => {
  console.log(`Shuffled with seed ${seed}`);
  const random = mulberry32(seed);
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as Item, order[last] as Item];
  }
  return order;
};

/** A small generator with a 32-bit state: the same seed gives the same numbers on every machine. */
export const mulberry32 = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
