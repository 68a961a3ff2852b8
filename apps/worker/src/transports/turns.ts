/** Lets at most so many go on at once, in the order of asking. */
export interface Turns {
  /** Resolves when it is this one's turn, with how to give it back; giving it back twice counts once. */
  take(): Promise<() => void>;
  /** Resolves when every turn that has been asked for so far, and every later one, is given back. */
  idle(): Promise<void>;
}

export const createTurns = (count: number): Turns => {
  let free = count;
  const waiting: (() => void)[] = [];
  const idlers: (() => void)[] = [];

  const giveBack = (): void => {
    const next = waiting.shift();
    if (next) {
      next();
      return;
    }
    free += 1;
    if (free === count) for (const resolve of idlers.splice(0)) resolve();
  };

  const once = (): (() => void) => {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      giveBack();
    };
  };

  return {
    take: async () => {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return once();
    },
    idle: () => (free === count ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  };
};
