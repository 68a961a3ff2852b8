/** What became of Redis, in words without secrets. */
export type QueueTrouble =
  | { readonly kind: "away"; readonly reason: string }
  | { readonly kind: "back" }
  | { readonly kind: "fault"; readonly reason: string };

const sentences = {
  away: "Redis carries no jobs just now; what is due is found in the database instead",
  back: "Redis carries jobs again",
  fault: "Redis, or what it held, was not as it should be",
} as const;

/** What the log says of it. */
export const sentenceOf = ({ kind }: QueueTrouble): string => sentences[kind];
