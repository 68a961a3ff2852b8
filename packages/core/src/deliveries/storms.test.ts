import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minuteMs, secondMs, severities } from "../kernel/index.ts";
import { noon } from "../testing/index.ts";
import {
  countMail,
  digestAfterMs,
  digestMembersMax,
  emptyBuckets,
  isUrgentMail,
  noStormLimits,
  type StormLimits,
  type StormVerdict,
} from "./storms.ts";

interface Mail {
  readonly at: number;
  readonly urgent: boolean;
}

const limits: StormLimits = { other: 10, urgent: 20 };

/** What becomes of mails to one address, in the order in which they are claimed. */
const judged = (mails: readonly Mail[], given: StormLimits = limits): readonly StormVerdict[] => {
  let buckets = emptyBuckets;
  return mails.map(({ at, urgent }) => {
    const counted = countMail(buckets, { urgent }, given, at);
    buckets = counted.buckets;
    return counted.verdict;
  });
};

const passed = (verdicts: readonly StormVerdict[]): number => verdicts.filter(({ kind }) => kind === "pass").length;
const mails = (count: number, everyMs: number, urgent = false, from = noon): readonly Mail[] =>
  Array.from({ length: count }, (_, n) => ({ at: from + n * everyMs, urgent }));

const anyMails = fc
  .array(fc.record({ waitMs: fc.integer({ min: 0, max: 20_000 }), urgent: fc.boolean() }), { maxLength: 200 })
  .map((steps) => {
    let at = noon;
    return steps.map(({ waitMs, urgent }): Mail => {
      at += waitMs;
      return { at, urgent };
    });
  });
const anyLimits = fc.record({ other: fc.integer({ min: 0, max: 100 }), urgent: fc.integer({ min: 0, max: 100 }) });

const always = (
  all: typeof anyMails,
  given: typeof anyLimits,
  holds: (all: readonly Mail[], given: StormLimits) => void,
): void => fc.assert(fc.property(all, given, holds), { numRuns: 300 });

describe("a storm", () => {
  test("leaves the first ten mails of a minute alone and holds the rest for a digest", () => {
    const verdicts = judged(mails(37, 10));
    expect(verdicts.map(({ kind }) => kind)).toEqual([...Array(10).fill("pass"), ...Array(27).fill("hold")]);
    expect(verdicts[10]).toEqual({ kind: "hold", digestDueAt: noon + 100 + minuteMs, limit: 10 });
  });

  test("leaves twenty urgent mails of a minute alone, and holds the next for a digest that leaves within 30 s", () => {
    const verdicts = judged(mails(25, 10, true));
    expect(passed(verdicts)).toBe(20);
    expect(verdicts[20]).toEqual({ kind: "hold", digestDueAt: noon + 200 + digestAfterMs.urgent, limit: 20 });
    expect(digestAfterMs.urgent).toBeLessThan(30 * secondMs);
  });

  test("that lasts comes in digests alone, and once it is over mails come singly again", () => {
    const storm = mails(600, 100);
    const calm = mails(5, 6_000, false, noon + minuteMs + 6_000);
    const verdicts = judged([...storm, ...calm]);
    expect(passed(verdicts.slice(0, 600))).toBeLessThanOrEqual(10);
    expect(verdicts.slice(600).map(({ kind }) => kind)).toEqual(Array(5).fill("pass"));
  });

  test("is none where ten a minute come", () => {
    expect(passed(judged(mails(100, 6_000)))).toBe(100);
  });

  test("is never seen where the limits are off", () => {
    expect(passed(judged([...mails(50, 0), ...mails(50, 0, true)], noStormLimits))).toBe(100);
  });

  test("counts urgent mails against the limit of the others, too", () => {
    expect(judged([...mails(10, 0, true), ...mails(1, 0)]).at(-1)).toMatchObject({ kind: "hold", limit: 10 });
  });

  test("makes digests that fit into one mail", () => {
    expect(digestMembersMax).toBeLessThanOrEqual(150);
  });
});

describe("urgent mail", () => {
  test.each(severities)("is what is high, critical, or rose in severity: %s", (severity) => {
    expect(isUrgentMail({ severity, escalates: false })).toBe(severity === "high" || severity === "critical");
    expect(isUrgentMail({ severity, escalates: true })).toBe(true);
  });

  test("never waits behind others: without them it fares the same", () => {
    always(anyMails, anyLimits, (all, given) => {
      const together = judged(all, given).filter((_, n) => all[n]?.urgent);
      const alone = judged(
        all.filter(({ urgent }) => urgent),
        given,
      );
      expect(together).toEqual(alone);
    });
  });

  test("never waits longer than 30 s, whatever else comes", () => {
    always(anyMails, anyLimits, (all, given) => {
      judged(all, given).forEach((verdict, n) => {
        const mail = all[n];
        if (mail?.urgent && verdict.kind === "hold") {
          expect(verdict.digestDueAt - mail.at).toBeLessThanOrEqual(30 * secondMs);
        }
      });
    });
  });
});

describe("the limits", () => {
  test("hold over every span: a minute's worth at once, and then one at a time", () => {
    always(anyMails, anyLimits, (all, given) => {
      const verdicts = judged(all, given);
      const singles = all.filter(({ urgent }, n) => !urgent && verdicts[n]?.kind === "pass");
      if (given.other === 0) return;
      singles.forEach(({ at: from }, first) => {
        singles.slice(first).forEach(({ at: to }, n) => {
          expect(n + 1).toBeLessThanOrEqual(given.other + ((to - from) * given.other) / minuteMs + 1);
        });
      });
    });
  });

  test("outlast a clock that is set back by days: the next minute is an ordinary one", () => {
    always(anyMails, anyLimits, (all, given) => {
      const ahead = 365 * 86_400_000;
      let buckets = emptyBuckets;
      for (const { at, urgent } of all) buckets = countMail(buckets, { urgent }, given, at + ahead).buckets;
      buckets = countMail(buckets, { urgent: true }, given, noon).buckets;
      expect(countMail(buckets, { urgent: true }, given, noon + minuteMs).verdict.kind).toBe("pass");
      expect(countMail(buckets, { urgent: false }, given, noon + minuteMs).verdict.kind).toBe("pass");
    });
  });
});
