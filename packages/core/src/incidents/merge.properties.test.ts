import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, isAbove } from "../kernel/index.ts";
import { anyPayload as payload } from "../testing/any-payload.ts";
import { type StoredIncident, takePayload, takePayloads } from "../testing/index.ts";
import type { IncomingIncident } from "./incident.ts";
import { highestSeverityOf } from "./merge.ts";

const payloads = fc.array(payload, { minLength: 1, maxLength: 6 });
const shuffled = payloads.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
);
const repeated = payloads.chain((all) =>
  fc.tuple(fc.constant(all), fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 10 })),
);

const stored = (all: readonly IncomingIncident[]): StoredIncident => {
  const incident = takePayloads(all);
  if (incident === null) throw new Error("nothing was taken in");
  return incident;
};

describe("any payloads of one incident", () => {
  test("end in the same incident in whatever order they come", () => {
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(canonical(stored(other))).toBe(canonical(stored(all)));
      }),
      { numRuns: 300 },
    );
  });

  test("bring nothing when any of them comes again, in whatever order", () => {
    fc.assert(
      fc.property(repeated, ([all, again]) => {
        const before = stored(all);
        for (const incoming of again) {
          const { merged } = takePayload(before, incoming);
          expect(["unchanged", "stale"]).toContain(merged.news);
          expect(merged.touched).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("are a change where one brings a new alert, however old it is", () => {
    fc.assert(
      fc.property(payloads, payload, (all, one) => {
        const old = {
          ...one,
          alerts: [{ key: "new", layers: [{ version: { at: 0, hash: "" }, facts: {} }], evidence: [] }],
        };
        const { news } = takePayload(stored(all), old).merged;
        expect(typeof news === "object" && news.kinds.includes("updated") && news.detail.newAlerts).toEqual([
          { key: "new", title: "Untitled alert", severity: "unknown" },
        ]);
      }),
    );
  });

  test("are written whenever they bring news", () => {
    fc.assert(
      fc.property(payloads, payload, (all, one) => {
        const { news, touched } = takePayload(stored(all), one).merged;
        expect(typeof news === "object" ? touched : true).toBe(true);
      }),
    );
  });

  test("never escalate to a severity that was claimed before", () => {
    fc.assert(
      fc.property(payloads, payload, (all, one) => {
        const before = stored(all);
        const { news, facts } = takePayload(before, one).merged;
        if (typeof news !== "object" || !news.kinds.includes("escalated")) return;
        expect(isAbove(facts.severity.value, highestSeverityOf(before.claimed))).toBe(true);
      }),
    );
  });
});
