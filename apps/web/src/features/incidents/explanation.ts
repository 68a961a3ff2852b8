import type { explanationsResponseSchema } from "@tocsin/core/notifications";

type Explanations = ReturnType<typeof explanationsResponseSchema.parse>;
export type RuleExplained = Explanations["rules"][number];
type ChangeExplained = RuleExplained["changes"][number];
export type Decision = ChangeExplained["asNow"];

/** What one rule said of one change, arranged for a reader. */
export interface Story {
  readonly change: ChangeExplained["change"];
  /** Whether it was told then. What a rule would do now tells nobody. */
  readonly told: boolean;
  /** The decision to show: the recorded one, or what the rule says now where nothing was decided. */
  readonly decision: Decision;
  readonly recorded: boolean;
  /** What the rule would do now, where that is not what was decided; null where it is. */
  readonly nowTells: boolean | null;
  /** What would have to be different for it to tell; empty where it tells, or nothing would help. */
  readonly flip: NonNullable<ChangeExplained["flip"]>;
}

/** The changes of a rule, newest first. */
export const storiesOf = (rule: RuleExplained): readonly Story[] =>
  [...rule.changes].sort((a, b) => b.change.seq - a.change.seq).map(storyOf);

const storyOf = ({ change, asDecided, asNow, flip }: ChangeExplained): Story => {
  const decision = asDecided ?? asNow;
  const told = asDecided?.outcome === "notify";
  const tellsNow = asNow.outcome === "notify";
  return {
    change,
    told,
    decision,
    recorded: asDecided !== null,
    nowTells: tellsNow === told ? null : tellsNow,
    flip: told ? [] : (flip ?? []),
  };
};

/** Rules that told come first; within each half the order of the answer, which is by name, stays. */
export const toldFirst = (rules: readonly RuleExplained[]): readonly RuleExplained[] => [
  ...rules.filter(({ notified }) => notified),
  ...rules.filter(({ notified }) => !notified),
];
