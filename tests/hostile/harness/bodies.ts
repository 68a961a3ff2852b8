import fc from "fast-check";
import { hostileJson, mutationsOf } from "../../../packages/core/src/testing/hostile-json.ts";

/** A body as it goes over the wire. */
export interface Body {
  readonly text: string;
  readonly type: "application/json" | "application/x-ndjson";
}

const generic = {
  externalId: "x-1",
  title: "Ransomware on srv-1",
  severity: "high",
  status: "active",
  updatedAt: "2026-11-20T09:00:00.1234567Z",
  tags: ["plant-7"],
  alerts: [{ externalId: "a-1", title: "Files renamed", evidence: [{ type: "device", name: "SRV-1", tags: ["a"] }] }],
};

const graph = {
  "@odata.type": "#microsoft.graph.security.incident",
  id: "924565",
  displayName: "Multi-stage incident",
  severity: "high",
  status: "active",
  lastUpdateDateTime: "2026-11-20T09:00:00.1234567Z",
  redirectIncidentId: null,
  alerts: [
    {
      id: "da1",
      title: "Suspicious process",
      severity: "medium",
      mitreTechniques: ["T1059"],
      evidence: [{ "@odata.type": "#microsoft.graph.security.deviceEvidence", deviceDnsName: "srv-1", tags: [] }],
    },
  ],
};

/** Of few incidents, so that bodies also meet what earlier ones left behind. */
const document = fc.oneof(
  { arbitrary: fc.nat({ max: 499 }).chain((n) => mutationsOf({ ...generic, externalId: `x-${n}` })), weight: 3 },
  { arbitrary: fc.nat({ max: 499 }).chain((n) => mutationsOf({ ...graph, id: `${n}` })), weight: 3 },
  { arbitrary: hostileJson, weight: 2 },
);

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.json().map((json) => json.slice(0, -1)),
  fc.constantFrom("\ufeff", "{", "[", '"', "NaN", "[1,]", "{}{}", "\u0000", "nul", "[".repeat(100_000)),
);

const asJson = (value: unknown): Body => ({ text: JSON.stringify(value), type: "application/json" });

/** Anything that a sender gone wrong may post: documents, lists, envelopes, lines, and what is not even JSON. */
const body: fc.Arbitrary<Body> = fc.oneof(
  { arbitrary: document.map(asJson), weight: 4 },
  { arbitrary: fc.array(document, { maxLength: 4 }).map(asJson), weight: 2 },
  { arbitrary: fc.record({ value: fc.array(document, { maxLength: 4 }) }).map(asJson), weight: 1 },
  {
    arbitrary: fc
      .array(document, { maxLength: 4 })
      .map(
        (lines): Body => ({ text: lines.map((line) => JSON.stringify(line)).join("\n"), type: "application/x-ndjson" }),
      ),
    weight: 1,
  },
  { arbitrary: fc.record({ text, type: fc.constantFrom("application/json", "application/x-ndjson") }), weight: 1 },
);

/** So many bodies; the same seed gives the same ones. */
export const bodiesOf = (count: number, seed: number): readonly Body[] => fc.sample(body, { numRuns: count, seed });
