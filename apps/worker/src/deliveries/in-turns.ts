import { setImmediate as turn } from "node:timers/promises";

/**
 * Runs a piece of work one call at a time, with a turn of the event loop before each: many mails are made at once, and
 * between two of them replies of the mail server and commits must not wait for all the rest. Where `rest` is given, the
 * next call waits for that, too, although the work before has been handed over.
 */
export const inTurns = <Given, Made>(
  work: (given: Given) => Promise<Made>,
  rest: (given: Given) => Promise<void> | null = () => null,
): ((given: Given) => Promise<Made>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (given) => {
    const mine = last.then(() => turn()).then(() => work(given));
    last = mine.then(() => rest(given)).catch(() => undefined);
    return mine;
  };
};
