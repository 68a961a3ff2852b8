import { type Instant, minuteMs } from "@tocsin/core/kernel";

/** What became of Redis, in words without secrets. */
export type QueueTrouble =
  | { readonly kind: "away"; readonly reason: string }
  | { readonly kind: "back" }
  /** `untold` counts the faults since the last one that was told. */
  | { readonly kind: "fault"; readonly reason: string; readonly untold: number };

const sentences = {
  away: "Redis carries no jobs just now; what is due is found in the database instead",
  back: "Redis carries jobs again",
  fault: "Redis, or what it held, was not as it should be",
} as const;

/** What the log says of it. */
export const sentenceOf = ({ kind }: QueueTrouble): string => sentences[kind];

const quietMs = minuteMs;

/** Tells of one fault a minute and counts the others: a server in trouble says no many times. */
export const openFaultTeller = (
  onTrouble: (trouble: QueueTrouble) => void,
  now: () => Instant,
): ((reason: string) => void) => {
  let quietUntil = Number.NEGATIVE_INFINITY;
  let untold = 0;
  return (reason) => {
    if (now() < quietUntil) {
      untold += 1;
      return;
    }
    onTrouble({ kind: "fault", reason, untold });
    quietUntil = now() + quietMs;
    untold = 0;
  };
};
