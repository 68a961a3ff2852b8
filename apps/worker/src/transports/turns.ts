/** Lets at most so many go on at once: urgent ones before the others, else in the order of asking. */
export interface Turns {
  /** Resolves when it is this one's turn, with how to give it back; giving it back twice counts once. */
  take(urgent?: boolean): Promise<() => void>;
  /** From now on so many at once; those that have their turn keep it. */
  allow(count: number): void;
  /** Resolves when every turn that has been asked for so far, and every later one, is given back. */
  idle(): Promise<void>;
}

export const createTurns = (atFirst: number): Turns => {
  let count = atFirst;
  let taken = 0;
  const urgent: (() => void)[] = [];
  const others: (() => void)[] = [];
  const idlers: (() => void)[] = [];

  const admit = (): void => {
    while (taken < count && urgent.length + others.length > 0) {
      taken += 1;
      (urgent.shift() ?? others.shift())?.();
    }
  };

  const once = (): (() => void) => {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      taken -= 1;
      admit();
      if (taken === 0) for (const resolve of idlers.splice(0)) resolve();
    };
  };

  return {
    take: async (isUrgent = false) => {
      await new Promise<void>((resolve) => {
        (isUrgent ? urgent : others).push(resolve);
        admit();
      });
      return once();
    },
    allow: (next) => {
      count = next;
      admit();
    },
    idle: () => (taken === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve))),
  };
};
