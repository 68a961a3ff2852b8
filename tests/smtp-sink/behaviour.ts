/** Where in a conversation the sink may misbehave, in the order in which it comes by. */
export const stages = [
  "connect",
  "ehlo",
  "starttls",
  "auth",
  "mail",
  "rcpt",
  "data",
  "body",
  "beforeDot",
  "dot",
] as const;

/** `body` is the first piece of the content, `beforeDot` all of it but the final dot, `dot` the whole mail. */
export type Stage = (typeof stages)[number];

/** What the sink does at a stage in place of the usual. */
export interface Act {
  /** Lines parted by CRLF, without one at the end. Null: says nothing. Absent: what a good server would say. */
  readonly reply?: string | null;
  readonly after?: "goOn" | "drop" | "hang";
  /** Whether the server keeps the mail; only where the dot was read. Absent: kept if the reply says 2xx. */
  readonly keep?: boolean;
  /** Sends the reply byte by byte, this many milliseconds apart; 0 is one byte per turn of the event loop. */
  readonly dripMs?: number;
}

/** Who a mail is from and for, as far as the server has been told at that stage. */
export interface SinkEnvelope {
  readonly from: string;
  readonly to: readonly string[];
}

export type Behaviour = { readonly [stage in Stage]?: Act | ((envelope: SinkEnvelope) => Act | undefined) };

/**
 * One behaviour for every mail, a list with one for each (and good manners after its end), or a function of the
 * mail's number from 0. A connection takes one for its first mail when it opens, and one more at each later MAIL.
 */
export type Behave = Behaviour | readonly Behaviour[] | ((n: number) => Behaviour);

/** A good server. */
export const accept: Behaviour = {};

/** Says this at that stage, instead of what a good server would. */
export const answer = (stage: Stage, reply: string): Behaviour => ({ [stage]: { reply } });

/** Cuts the connection without a word; at the dot the mail was read, and is kept unless told otherwise. */
export const drop = (stage: Stage, { keep = true } = {}): Behaviour => ({
  [stage]: { reply: null, after: "drop", keep: stage === "dot" && keep },
});

/** Never says another word on that connection; at the dot the mail is kept unless told otherwise. */
export const hang = (stage: Stage, { keep = true } = {}): Behaviour => ({
  [stage]: { reply: null, after: "hang", keep: stage === "dot" && keep },
});

/** Says 250 to the mail and cuts the connection. */
export const acceptThenDrop: Behaviour = { dot: { after: "drop" } };

/** Every reply of the mail byte by byte. */
export const drip = (dripMs = 0): Behaviour =>
  Object.fromEntries(
    stages.filter((stage) => stage !== "body" && stage !== "beforeDot").map((stage) => [stage, { dripMs }]),
  );

/** Defers each pair of sender and recipient `times` times, then takes it. */
export const greylist = (times = 1): Behaviour => {
  const seen = new Map<string, number>();
  return {
    rcpt: ({ from, to }) => {
      const pair = `${from} ${to.join(" ")}`;
      const count = seen.get(pair) ?? 0;
      seen.set(pair, count + 1);
      return count < times ? { reply: "451 4.7.1 greylisted, try again later" } : undefined;
    },
  };
};

/** Takes behaviours in the order of mails. */
export const behaviourSource = (behave: Behave): (() => Behaviour) => {
  let n = 0;
  return () => {
    const at = n;
    n += 1;
    if (typeof behave === "function") return behave(at);
    if (Array.isArray(behave)) return (behave as readonly Behaviour[])[at] ?? accept;
    return behave as Behaviour;
  };
};
