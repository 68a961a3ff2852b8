import type { Instant } from "../../kernel/index.ts";
import { failuresToTell, type Turn } from "../signs-of-life.ts";
import type { Poll, PollReport } from "./ports.ts";

/**
 * What a run that ended means to administrators: the third that fails on end is told of, and so is the first after it that
 * does not. Null for any other, and for one that was only stopped.
 */
export const turnOfPoll = (
  { failures, lastSuccessAt }: Pick<Poll, "failures" | "lastSuccessAt">,
  outcome: PollReport["outcome"],
  at: Instant,
): Turn | null => {
  const since = lastSuccessAt ?? at;
  if (outcome.kind === "failed" && failures + 1 === failuresToTell) {
    return { kind: "pollFailing", since, latest: outcome.fault.words };
  }
  const isOver = outcome.kind === "caughtUp" && failures >= failuresToTell;
  return isOver ? { kind: "recovered", from: "poll", since } : null;
};
