import { type Instant, isAtLeast, minuteMs, type Severity, secondMs } from "../kernel/index.ts";

/** How many mails a minute one address is sent singly; 0: any number. Beyond, they are told together, in a digest. */
export interface StormLimits {
  /** Of mails that are not urgent: medium and below. All mails count against it. */
  readonly other: number;
  /** Of urgent mails. Nothing else counts against it, so that they never wait behind others. */
  readonly urgent: number;
}

export const noStormLimits: StormLimits = { other: 0, urgent: 0 };

/** High, critical, and whatever rose in severity. */
export const isUrgentMail = ({
  severity,
  escalates,
}: {
  readonly severity: Severity;
  readonly escalates: boolean;
}): boolean => escalates || isAtLeast(severity, "high");

/** How full the buckets of one address are: the moment at which each will be empty, if nothing more comes. */
export interface StormBuckets {
  readonly other: Instant;
  readonly urgent: Instant;
}

export const emptyBuckets: StormBuckets = { other: 0, urgent: 0 };

export type StormVerdict =
  | { readonly kind: "pass" }
  /** To be told in a digest, which leaves at that moment at the latest. */
  | { readonly kind: "hold"; readonly digestDueAt: Instant; readonly limit: number };

const windowMs = minuteMs;

/** From the first mail that a digest holds. An urgent one has to be gone after 30 s, whatever nudge is lost meanwhile. */
export const digestAfterMs = { urgent: 20 * secondMs, other: minuteMs } as const;

/** Incidents in one digest: as many as fit into a mail that no program cuts, with their names and links. */
export const digestMembersMax = 150;

/**
 * Counts one mail to an address and decides whether it goes out by itself. What is held counts too, so that in a lasting
 * storm everything comes in digests, until fewer mails come than the limit allows.
 */
export const countMail = (
  buckets: StormBuckets,
  mail: { readonly urgent: boolean },
  limits: StormLimits,
  now: Instant,
): { readonly verdict: StormVerdict; readonly buckets: StormBuckets } => {
  const other = fill(buckets.other, limits.other, now);
  if (!mail.urgent)
    return { verdict: verdictOf(other, "other", limits, now), buckets: { ...buckets, other: other.until } };
  const urgent = fill(buckets.urgent, limits.urgent, now);
  return { verdict: verdictOf(urgent, "urgent", limits, now), buckets: { other: other.until, urgent: urgent.until } };
};

interface Filled {
  readonly until: Instant;
  readonly overflows: boolean;
}

/** A bucket that a clock ahead of ours filled is full, and no fuller: it must not hold mails for the hours between. */
const fill = (until: Instant, limit: number, now: Instant): Filled => {
  if (limit === 0) return { until, overflows: false };
  const filled = Math.min(Math.max(until, now), now + windowMs) + Math.floor(windowMs / limit);
  return { until: Math.min(filled, now + windowMs), overflows: filled > now + windowMs };
};

const verdictOf = (
  { overflows }: Filled,
  bucket: keyof StormBuckets,
  limits: StormLimits,
  now: Instant,
): StormVerdict =>
  overflows ? { kind: "hold", digestDueAt: now + digestAfterMs[bucket], limit: limits[bucket] } : { kind: "pass" };
