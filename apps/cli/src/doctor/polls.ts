import { minuteMs } from "@tocsin/core/kernel";
import type { PollFacts } from "@tocsin/db";
import { type Check, ok, warning } from "./check.ts";
import { timeInWords } from "./in-words.ts";

/** Longer than an interval and a few runs that failed. */
const lateMs = 15 * minuteMs;

/** How sources that are polled fare, a check each. */
export const pollChecks = (polls: readonly PollFacts[], now: number): readonly Check[] =>
  polls.map(({ name, failures, lastFault, through }) => {
    const check = `poll of ${name}`;
    const lag = timeInWords(Math.max(0, now - through));
    if (failures > 0 && lastFault !== null) {
      const found = `fails (${lastFault.cause}), ${lag} behind: ${lastFault.words}`;
      return warning(check, found, "The source's page in the console says what to do, and tests the connection.");
    }
    return now - through > lateMs
      ? warning(check, `is ${lag} behind`, "It catches up by itself, if a worker runs; see that one does.")
      : ok(check, `is ${lag} behind`);
  });
