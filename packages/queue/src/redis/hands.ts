/** So many may work at once, whoever brings the work. */
export interface Hands {
  /** How many could start at once. */
  readonly free: number;
  /** Waits for a free hand and runs; answers false, without having run, once nothing more may start. */
  work(run: () => Promise<void>): Promise<boolean>;
  /** Lets nothing more start; resolves when all that runs has ended. */
  rest(): Promise<void>;
}

export const openHands = (count: number): Hands => {
  const queue: ((mayStart: boolean) => void)[] = [];
  const idle = Promise.withResolvers<void>();
  let free = count;
  let resting = false;

  const take = (): Promise<boolean> => {
    if (resting) return Promise.resolve(false);
    if (free === 0) return new Promise((resolve) => queue.push(resolve));
    free -= 1;
    return Promise.resolve(true);
  };

  const release = (): void => {
    const next = queue.shift();
    if (next !== undefined) next(true);
    else free += 1;
    if (resting && free === count) idle.resolve();
  };

  return {
    get free() {
      return resting ? 0 : free;
    },
    work: async (run) => {
      if (!(await take())) return false;
      await run().finally(release);
      return true;
    },
    rest: () => {
      resting = true;
      for (const refuse of queue.splice(0)) refuse(false);
      if (free === count) idle.resolve();
      return idle.promise;
    },
  };
};
