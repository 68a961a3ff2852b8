import { clockAheadMaxMs, hourMs, type Instant, minuteMs } from "../kernel/index.ts";

/** What one worker's attempts came to since it last reported. */
export interface RoadReport {
  /** Accepted or captured. */
  readonly good: number;
  /** Deferred, in doubt or rejected. */
  readonly bad: number;
  /** When the first bad one ended; null where none did. */
  readonly firstBadAt: Instant | null;
  /** Where the last bad one was to go, and the far end's words. */
  readonly destination: string;
  readonly said: string;
}

/** A time in which no mail goes out, by whichever worker, though it is tried. */
export interface Outage {
  /** When the first attempt failed after which none succeeded. */
  readonly since: Instant;
  readonly failures: number;
  readonly destination: string;
  readonly said: string;
  /** When administrators were told; null while it is not worth it, or where they were told of another just now. */
  readonly toldAt: Instant | null;
  /** When a mail was accepted again: it is over once that has lasted. */
  readonly recoveredAt: Instant | null;
}

/** How mail does: the outage, if there is one, and when administrators were last told of any. */
export interface MailRoad {
  readonly outage: Outage | null;
  readonly lastToldAt: Instant | null;
}

export const quietRoad: MailRoad = { outage: null, lastToldAt: null };

/** For how long nothing must have gone out before anybody is told. */
export const outageAfterMs = 10 * minuteMs;
/** One mail that its server greylists is tried as often within a minute, and says nothing of others. */
const failuresMin = 3;
/** For how long mail must go out again before that is believed and told. */
export const recoveredAfterMs = 2 * minuteMs;
/** A road that comes and goes is told of once an hour at most; the metrics and the console show it all the while. */
const tellAgainAfterMs = hourMs;

export interface RoadJudged {
  readonly road: MailRoad;
  /** What administrators are to be told now, with the outage that it is about; null for nothing. */
  readonly tell: { readonly kind: "failing" | "recovered"; readonly outage: Outage } | null;
}

/**
 * Judges whether mail goes out, from what a worker saw. One mail that is accepted shows that the road works, whatever else
 * was refused: what speaks of single recipients is no outage.
 */
export const judgeRoad = (known: MailRoad, report: RoadReport, now: Instant): RoadJudged => {
  const before = notAhead(known, now);
  const outage = after(before.outage, report, now);
  if (outage === null) return { road: { ...before, outage }, tell: null };
  if (outage.recoveredAt !== null) {
    if (now - outage.recoveredAt < recoveredAfterMs) return { road: { ...before, outage }, tell: null };
    return {
      road: { ...before, outage: null },
      tell: outage.toldAt === null ? null : { kind: "recovered", outage },
    };
  }
  if (!isWorthTelling(outage, before.lastToldAt, now)) return { road: { ...before, outage }, tell: null };
  const told = { ...outage, toldAt: now };
  return { road: { outage: told, lastToldAt: now }, tell: { kind: "failing", outage: told } };
};

/** A clock that was set back must not make an outage, or its end, wait for the hours that it lost. */
const notAhead = ({ outage, lastToldAt }: MailRoad, now: Instant): MailRoad => {
  const believed = (at: Instant | null): Instant | null => (at !== null && at > now + clockAheadMaxMs ? now : at);
  return {
    // When administrators were told is nothing that anybody waits for any more.
    lastToldAt: lastToldAt !== null && lastToldAt > now + clockAheadMaxMs ? null : lastToldAt,
    outage: outage && {
      ...outage,
      since: Math.min(outage.since, now),
      toldAt: believed(outage.toldAt),
      recoveredAt: believed(outage.recoveredAt),
    },
  };
};

const after = (outage: Outage | null, report: RoadReport, now: Instant): Outage | null => {
  const { good, bad, firstBadAt, destination, said } = report;
  if (good > 0) return outage && { ...outage, recoveredAt: outage.recoveredAt ?? now };
  if (bad === 0) return outage;
  const words = { destination, said };
  if (outage !== null) return { ...outage, ...words, failures: outage.failures + bad, recoveredAt: null };
  return { ...words, since: firstBadAt ?? now, failures: bad, toldAt: null, recoveredAt: null };
};

const isWorthTelling = ({ since, failures, toldAt }: Outage, lastToldAt: Instant | null, now: Instant): boolean =>
  toldAt === null &&
  now - since >= outageAfterMs &&
  failures >= failuresMin &&
  (lastToldAt === null || now - lastToldAt >= tellAgainAfterMs);
