import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, isAbove, severities } from "../kernel/index.ts";
import { mapped, type StoredIncident, takePayload, takePayloads, testDigest } from "../testing/index.ts";
import {
  type AlertFacts,
  type EvidenceFacts,
  type IncidentFacts,
  type IncomingIncident,
  type Layer,
  type LayeredAlert,
  type LayeredEvidence,
  statuses,
} from "./incident.ts";
import { highestSeverityOf } from "./merge.ts";

const word = fc.constantFrom("one", "two");
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
/** 0 is a source that gives no time; the others collide often. */
const time = fc.constantFrom(0, 1, 2, 2.5);

const severity = fc.constantFrom(...severities).map(mapped);
const status = fc.constantFrom(...statuses).map(mapped);

const incidentFacts: fc.Arbitrary<Partial<IncidentFacts>> = fc.record(
  { title: word, severity, status, assignedTo: orNull(word), classification: orNull(word), tags: fc.array(word) },
  { requiredKeys: [] },
);
const alertFacts: fc.Arbitrary<Partial<AlertFacts>> = fc.record(
  { title: word, severity, status, serviceSource: orNull(word) },
  { requiredKeys: [] },
);
const evidenceFacts: fc.Arbitrary<Partial<EvidenceFacts>> = fc.record(
  { name: word, os: orNull(word) },
  { requiredKeys: [] },
);

const layersOf = <Facts>(facts: Partial<Facts>, at: number, hash: string): readonly Layer<Facts>[] =>
  Object.keys(facts).length === 0 ? [] : [{ version: { at, hash }, facts }];

const saidEvidence = fc.record({
  type: fc.constantFrom("device" as const, "user" as const),
  key: word,
  facts: evidenceFacts,
});
const saidAlert = fc.record({
  key: fc.constantFrom("a", "b", "c"),
  at: time,
  facts: alertFacts,
  evidence: fc.uniqueArray(saidEvidence, { maxLength: 3, selector: ({ type, key }) => `${type} ${key}` }),
});
const said = fc.record({
  at: time,
  facts: incidentFacts,
  alerts: fc.uniqueArray(saidAlert, { maxLength: 3, selector: ({ key }) => key }),
});

/** A payload whose every layer carries the hash of its content, as a reader makes it. */
const payload: fc.Arbitrary<IncomingIncident> = said.map((content) => {
  const hash = testDigest(canonical(content));
  const alerts = content.alerts.map(
    ({ key, at, facts, evidence }): LayeredAlert => ({
      key,
      layers: layersOf(facts, at, hash),
      evidence: evidence.map(
        (item): LayeredEvidence => ({ type: item.type, key: item.key, layers: layersOf(item.facts, at, hash) }),
      ),
    }),
  );
  return { externalId: "1", authority: "source-1", layers: layersOf(content.facts, content.at, hash), alerts };
});

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
      { numRuns: 500 },
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
      { numRuns: 500 },
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
