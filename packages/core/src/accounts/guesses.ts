import { hourMs, minuteMs } from "../kernel/index.ts";

/** How often something may be tried within a while; all replicas count together. */
export interface GuessLimit {
  /** What is counted, unique over all limits. */
  readonly key: string;
  readonly max: number;
  readonly withinMs: number;
}

/** What somebody guesses at: each thing is counted apart. */
export type Guessed = "password" | "secondStep" | "setupToken" | "link" | "mail" | "signOn" | "response";

interface Guess {
  readonly guessed: Guessed;
  readonly network: string;
  /** Whose it is guessed: a normalised address, known or not; null where nobody in particular is meant. */
  readonly account: string | null;
  /** Whether this person signed in from this network lately. */
  readonly familiar: boolean;
}

/**
 * The limits that one guess counts against; every one of them has to have room. A whole account is slowed down for
 * unfamiliar networks alone: otherwise whoever knows an address could keep its owner out.
 */
export const limitsOf = ({ guessed, network, account, familiar }: Guess): readonly GuessLimit[] => {
  // Nothing is guessed by whoever has a mail's link, and a whole team answers from one network.
  if (guessed === "response") return [{ key: `response to ${account}`, max: 20, withinMs: hourMs }];
  return [
    // However many networks ask, a mailbox is not filled.
    ...(guessed === "mail" ? [{ key: `mail to ${account}`, max: 5, withinMs: hourMs }] : []),
    { key: `${guessed} from ${network}`, max: 20, withinMs: 15 * minuteMs },
    ...(account === null
      ? []
      : [{ key: `${guessed} of ${account} from ${network}`, max: 10, withinMs: 15 * minuteMs }]),
    ...(account === null || familiar ? [] : [{ key: `${guessed} of ${account}`, max: 50, withinMs: hourMs }]),
  ];
};

/** Whether a guess may be made, and if not, when there is room again. */
export type GuessVerdict = { readonly allowed: true } | { readonly allowed: false; readonly retryAt: number };
