import type { Transport } from "@tocsin/core/deliveries";

/** What carries mail while somebody uses it. */
export interface Carrying {
  readonly transport: Transport;
  /** The sender of mails that are made now. */
  readonly from: string;
  /** Why what was chosen cannot be used; null where it can. */
  readonly problem: string | null;
}

/** Hands out what carries mail now, and changes it without breaking a mail under way. */
export interface Carrier {
  now(): Carrying;
  /** Runs a piece of work with one transport from its beginning to its end, whatever is chosen meanwhile. */
  use<Answer>(work: (carrying: Carrying) => Promise<Answer>): Promise<Answer>;
  /** From now on this one; the one before closes when its last piece of work has ended. */
  change(next: Carrying): void;
  /** Lets the work end, then closes whatever is open. */
  close(): Promise<void>;
}

interface Held {
  readonly carrying: Carrying;
  users: number;
  readonly ended: PromiseWithResolvers<void>;
  retired: boolean;
}

export const createCarrier = (first: Carrying, onFault: (error: unknown) => void): Carrier => {
  const hold = (carrying: Carrying): Held => ({
    carrying,
    users: 0,
    ended: Promise.withResolvers<void>(),
    retired: false,
  });
  let held = hold(first);
  const closings = new Set<Promise<void>>();

  const retire = (old: Held): void => {
    old.retired = true;
    if (old.users === 0) old.ended.resolve();
    const closing: Promise<void> = old.ended.promise
      .then(() => old.carrying.transport.close())
      .catch(onFault)
      .finally(() => closings.delete(closing));
    closings.add(closing);
  };

  return {
    now: () => held.carrying,
    use: async (work) => {
      const mine = held;
      mine.users += 1;
      try {
        return await work(mine.carrying);
      } finally {
        mine.users -= 1;
        if (mine.retired && mine.users === 0) mine.ended.resolve();
      }
    },
    change: (next) => {
      const old = held;
      held = hold(next);
      retire(old);
    },
    close: async () => {
      // Whoever stops the worker has stopped its work first, or given it up: what hangs is not waited for here.
      held.ended.resolve();
      retire(held);
      await Promise.all(closings);
    },
  };
};
