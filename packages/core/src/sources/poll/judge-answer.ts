import { clip, type Instant, minuteMs, oneLine, secondMs } from "../../kernel/index.ts";

/** An answer of a polled API, as far as it matters. */
export interface PolledAnswer {
  readonly status: number;
  /** Null where it broke off, or is too long. */
  readonly text: string | null;
  readonly tooLong: boolean;
  /** What `Retry-After` asks for, in ms; null where it asks for nothing. */
  readonly retryAfterMs: number | null;
}

/** What an answer means for the poll. */
export type Verdict =
  | { readonly kind: "answered"; readonly text: string }
  /** Not yet; null where it did not say for how long. */
  | { readonly kind: "throttled"; readonly waitMs: number | null; readonly words: string }
  /** The token is not good, or no longer. */
  | { readonly kind: "unauthorised"; readonly words: string }
  | { readonly kind: "forbidden"; readonly words: string }
  /** The question is wrong: asking it again is in vain. */
  | { readonly kind: "refused"; readonly status: number; readonly words: string }
  /** Their fault, or the network's: the same question may be answered another time. */
  | { readonly kind: "failing"; readonly unreachable: boolean; readonly words: string };

export const judgeAnswer = ({ status, text, tooLong, retryAfterMs }: PolledAnswer, now: Instant): Verdict => {
  if (status === 200 && text !== null) return { kind: "answered", text };
  if (status === 200) return failing(tooLong ? "The answer is too long" : "The answer broke off");
  const words = wordsOf(status, text ?? "");
  if (status === 429) return { kind: "throttled", waitMs: retryAfterMs ?? resetIn(text ?? "", now), words };
  if (status === 503 && retryAfterMs !== null) return { kind: "throttled", waitMs: retryAfterMs, words };
  if (status === 401) return { kind: "unauthorised", words };
  if (status === 403) return { kind: "forbidden", words };
  return status >= 400 && status < 500 && status !== 408 ? { kind: "refused", status, words } : failing(words);
};

const failing = (words: string): Verdict => ({ kind: "failing", unreachable: false, words });

const wordsMax = 300;

const wordsOf = (status: number, text: string): string => {
  const said = errorWords(text) ?? text.slice(0, 4 * wordsMax);
  return clip(oneLine(`${status} ${said}`), wordsMax);
};

/** Microsoft's own words: `{"error": {"code", "message"}}`. */
const errorWords = (text: string): string | null => {
  try {
    const { error } = JSON.parse(text) as { readonly error?: { readonly code?: unknown; readonly message?: unknown } };
    return error === undefined ? null : `${String(error.code ?? "")} ${String(error.message ?? "")}`;
  } catch {
    return null;
  }
};

/** Defender XDR tells in the body when a quota is full again, as a moment or as a length of time. */
const resetIn = (text: string, now: Instant): number | null => {
  const moment = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/.exec(text)?.[0];
  if (moment !== undefined) return Math.max(0, Date.parse(moment) - now);
  const [, count, unit] = /(\d{1,5})\s*(second|minute)/i.exec(text) ?? [];
  if (count === undefined) return null;
  return Number(count) * (unit?.toLowerCase() === "minute" ? minuteMs : secondMs);
};
