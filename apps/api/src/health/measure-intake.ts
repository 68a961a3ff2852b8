import type { DecidedChange, IntakeStore } from "@tocsin/core/intake";
import type { Metrics } from "./metrics.ts";

/** The same store; what is decided is counted, and how long a payload took, once its commit is durable. */
export const measureIntake = (
  intake: IntakeStore,
  metrics: Pick<Metrics, "countDecisions" | "timeCommit">,
): IntakeStore => ({
  ...intake,
  record: async (request, decide) => {
    let decided: DecidedChange | null = null;
    const startedAt = performance.now();
    const recorded = await intake.record(request, (fresh, knowledge) => {
      decided = decide(fresh, knowledge);
      return decided;
    });
    metrics.timeCommit((performance.now() - startedAt) / 1_000);
    metrics.countDecisions(outcomesOf(decided));
    return recorded;
  },
});

const outcomesOf = (decided: DecidedChange | null) =>
  decided === null ? [] : decided.plan.decisions.map(({ outcome }) => outcome);
