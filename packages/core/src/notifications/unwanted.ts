import { isClosed } from "../incidents/index.ts";
import { type Instant, reasonOf, toIso } from "../kernel/index.ts";
import { isMuted, mutedSentence } from "../recipients/index.ts";
import type { TellingFacts } from "./ports.ts";

/**
 * Why the reader does not want a mail any more that was planned: he stopped every rule that asked for it, or muted its
 * incident, since. Null where he does.
 */
export const unwanted = (facts: TellingFacts, now: Instant): string | null => stoppedBy(facts) ?? mutedBy(facts, now);

const mutedBy = ({ mute, incident }: TellingFacts, now: Instant): string | null =>
  mute !== null && isMuted(mute, isClosed(incident), now) ? mutedSentence(mute) : null;

const stoppedBy = ({ rules, recipient: { address } }: TellingFacts): string | null => {
  const stops = rules.map((rule) => rule.recipients.find((one) => one.address === address)?.stoppedAt);
  const [first] = stops;
  if (first === undefined || stops.includes(undefined)) return null;
  return reasonOf(rules.length === 1 ? "stoppedRule" : "stoppedRules", { address, at: toIso(first) });
};
