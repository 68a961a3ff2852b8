import { failuresToTell } from "@tocsin/core/sources";
import type { SourceFacts } from "@tocsin/db";
import { type Check, ok, warning } from "./check.ts";
import { timeInWords } from "./in-words.ts";

/** Sources that have gone silent or send what cannot be read, a check each; one for all where there are none. */
export const sourceChecks = (sources: readonly SourceFacts[], now: number): readonly Check[] => {
  const found = sources.flatMap((source) => [...silence(source, now), ...problems(source)]);
  return found.length > 0 || sources.length === 0 ? found : [ok("sources", `${sources.length}, and none is amiss`)];
};

const silence = ({ name, silentSince }: SourceFacts, now: number): readonly Check[] => {
  if (silentSince === null) return [];
  const found = `has been silent for ${timeInWords(now - silentSince)}, longer than it may be`;
  const advice = "See that the product that sends still runs, reaches Tocsin and has a key that counts.";
  return [warning(`source ${name}`, found, advice)];
};

const problems = ({ name, failures, openProblems }: SourceFacts): readonly Check[] => {
  if (openProblems === 0) return [];
  const failing = failures >= failuresToTell ? `; the last ${failures} in a row` : "";
  const found = `sent ${openProblems} payloads that could not be read${failing}`;
  return [warning(`payloads of ${name}`, found, "The source's page in the console says why, and tries them again.")];
};
