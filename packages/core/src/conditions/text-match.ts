import { RE2JS } from "re2js";
import { z } from "zod";
import { fieldFaults, remembered } from "../kernel/index.ts";

/**
 * How a rule's author asks about a text: one of `anyOf` must fit. Letter case never matters.
 * A pattern is matched by a linear-time engine (RE2 syntax), so that no text can make it hang.
 */
export const textMatchShape = {
  anyOf: z.array(z.string().trim().min(1).max(256)).min(1).max(100),
  match: z.enum(["is", "contains", "pattern"]),
};

export interface TextMatch {
  readonly anyOf: readonly string[];
  readonly match: "is" | "contains" | "pattern";
}

const textMax = 4_096;

// Time is linear in the text, but also in what repeats unfold to: `(\pL{1,1000})` fifteen times takes seconds a text.
const programMax = 500;

/** Whether any of `texts` fits; texts are looked at up to 4,096 characters. */
export const anyFits = ({ anyOf, match }: TextMatch, texts: readonly string[]): boolean => {
  const subjects = texts.map((text) => fold(text.slice(0, textMax)));
  if (match === "pattern")
    return anyOf.some((source) => subjects.some((text) => patternOf(source).matcher(text).find()));
  const wanted = anyOf.map(fold);
  if (match === "is") return wanted.some((text) => subjects.includes(text));
  return wanted.some((text) => subjects.some((subject) => subject.includes(text)));
};

/** Why a pattern cannot be used, in the engine's words; null where it can. */
const patternProblem = (source: string): string | null => {
  try {
    return patternOf(source).programSize() > programMax ? fieldFaults.patternHeavy : null;
  } catch (error) {
    // The engine speaks of the pattern with its own flag in front, which the author did not write.
    return error instanceof Error ? error.message.replace("`(?i)", "`") : "is not a pattern";
  }
};

/** Refuses patterns that the engine cannot read, with the path to each. */
export const refusePatterns = (params: TextMatch, context: z.RefinementCtx): void => {
  if (params.match !== "pattern") return;
  params.anyOf.forEach((source, index) => {
    const problem = patternProblem(source);
    if (problem) context.addIssue({ code: "custom", path: ["anyOf", index], message: problem });
  });
};

/** The question in words: `contains “ransom” or “wiper”`. */
export const describeMatch = ({ anyOf, match }: TextMatch): string =>
  `${match === "is" ? "is" : match === "contains" ? "contains" : "fits"} ${anyOf.map((text) => `“${text}”`).join(" or ")}`;

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

// Compiling costs far more than matching and rules are asked again and again; the bound keeps drafts from piling up.
const patternOf = remembered((source) => RE2JS.compile(source, RE2JS.CASE_INSENSITIVE));
