import type { Verdict } from "../conditions/index.ts";
import type { RuleId } from "../kernel/index.ts";
import type { Unheard } from "./ports.ts";

/** Why an incident reached nobody, as far as is recorded. */
export interface UnheardReason {
  /** A mail was given up; a rule matched but could tell nobody; rules were asked and none matched; none was worth asking. */
  readonly reason: "givenUp" | "suppressed" | "noMatch" | "noRule";
  /** The rule that came closest, with what stood in its way. */
  readonly closest: {
    readonly rule: { readonly id: RuleId; readonly name: string };
    readonly because: readonly Verdict[];
  } | null;
  readonly text: string | null;
}

/** The reason that lies nearest to a mail: what was given up before what was held back, and that before a no. */
export const unheardReason = ({ answers, givenUp }: Unheard): UnheardReason => {
  if (givenUp !== null) return { reason: "givenUp", closest: null, text: givenUp };
  const suppressed = answers.find(({ decision }) => decision.outcome === "suppressed");
  if (suppressed !== undefined) {
    const text = suppressed.decision.recipients[0]?.reason ?? null;
    return { reason: "suppressed", closest: { rule: suppressed.rule, because: [] }, text };
  }
  const misses = answers.map(({ rule, decision }) => ({
    rule,
    because: decision.because.filter(({ holds }) => !holds),
  }));
  const closest = misses.toSorted((a, b) => a.because.length - b.because.length)[0] ?? null;
  return { reason: closest === null ? "noRule" : "noMatch", closest, text: null };
};
