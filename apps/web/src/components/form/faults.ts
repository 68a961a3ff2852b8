import type { Say } from "../../languages/index.ts";
import type { pieceSentences } from "../sentences.ts";

type PieceSay = Say<keyof (typeof pieceSentences)["en"]>;

/** What zod knows of a fault, as far as we say it. */
export interface Issue {
  readonly code?: string;
  readonly origin?: string;
  readonly maximum?: number | bigint;
  readonly minimum?: number | bigint;
  readonly input?: unknown;
}

/** A fault in the reader's words; undefined leaves it to the schema's own message. */
export const sentenceOf = (issue: Issue, say: PieceSay): string | undefined => {
  const { code, origin, maximum, minimum } = issue;
  if (code === "invalid_type" && (issue.input === undefined || issue.input === null)) return say("faults.required");
  if (code === "too_small") {
    if (origin === "array") return say("faults.tooFew", { min: Number(minimum) });
    if (origin !== "string") return say("faults.tooSmall", { min: Number(minimum) });
    return Number(minimum) <= 1 ? say("faults.required") : say("faults.tooShort", { min: Number(minimum) });
  }
  if (code === "too_big") return say(tooBig(origin), { max: Number(maximum) });
  return code === "custom" ? undefined : say("faults.format");
};

const tooBig = (origin: string | undefined) =>
  origin === "string" ? "faults.tooLong" : origin === "array" ? "faults.tooMany" : "faults.tooBig";
