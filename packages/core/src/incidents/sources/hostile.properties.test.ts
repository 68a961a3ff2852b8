import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { takePayload, testDigest } from "../../testing/index.ts";
import type { NormaliseContext } from "../source-kind.ts";
import { aGraphIncident, aLegacyAlert, anAlertV2, otherEvidence } from "./graph-security/fixtures.ts";
import { sourceKinds } from "./index.ts";

const context: NormaliseContext = { sourceId: "source-1", tenantId: "t", settings: {}, digest: testDigest };

const aGenericIncident = {
  externalId: "x-1",
  title: "Ransomware on srv-1",
  severity: "high",
  updatedAt: "2026-11-20T09:00:00.1234567Z",
  tags: ["plant-7"],
  alerts: [{ externalId: "a-1", title: "Many files renamed", evidence: [{ type: "device", name: "SRV-1" }] }],
};

const fixtures = [aGenericIncident, aGraphIncident, { ...anAlertV2, evidence: otherEvidence }, aLegacyAlert] as const;

const deep = (levels: number): unknown => {
  let value: unknown = [];
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { child: value };
  return value;
};

/** What a field may turn into: another type, nothing, too much, or a key that means something to the language. */
const replacement: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, "", "null", 0, -1, 1e300, true, [], {}, [[]], [null], "0001-01-01", "<id>"),
  fc.constantFrom(...[100, 10_000].map(deep)),
  fc.constantFrom<unknown>("x".repeat(2_000_000), "\u202e\u0000\ud800", " ".repeat(100_000), new Array(60_000).fill(0)),
  fc.jsonValue(),
  fc.constant(JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}')),
  fc.constantFrom<unknown>("__proto__", "constructor", "toString"),
);

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

const placesOf = (value: unknown, found: Place[] = []): readonly Place[] => {
  if (typeof value !== "object" || value === null) return found;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    found.push({ holder, key });
    placesOf(holder[key], found);
  }
  return found;
};

const mutation = fc.record({ place: fc.nat(), action: fc.constantFrom("remove", "replace", "wrap"), replacement });

const mutated = fc
  .tuple(fc.constantFrom(...fixtures), fc.array(mutation, { minLength: 1, maxLength: 6 }))
  .map(([fixture, mutations]) => {
    const payload = structuredCopy(fixture);
    const places = placesOf(payload);
    for (const { place, action, replacement } of mutations) {
      const target = places[place % Math.max(1, places.length)];
      if (target === undefined) break;
      if (action === "remove") delete target.holder[target.key];
      else target.holder[target.key] = action === "wrap" ? [target.holder[target.key]] : replacement;
    }
    return payload;
  });

const structuredCopy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(sourceKinds.map((kind) => [kind.kind, kind] as const))("%s", (_name, kind) => {
  test("answers with an incident or a fault, whatever becomes of a payload", () => {
    fc.assert(
      fc.property(mutated, (payload) => {
        const result = kind.normalise(payload, context);
        if (!result.ok) expect(result.problem).toEqual({ path: expect.any(String), problem: expect.any(String) });
        else if (result.value.kind === "incident")
          expect(takePayload(null, result.value.incident).stored).toBeDefined();
        expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  test("answers to any JSON at all, as payload and as body", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), replacement), (payload) => {
        kind.open(payload);
        expect(kind.normalise(payload, context)).toHaveProperty("ok");
      }),
      { numRuns: 1_000 },
    );
  });

  test("reads the same payload the same, and ends in the same incident when it comes twice", () => {
    fc.assert(
      fc.property(mutated, (payload) => {
        const [one, again] = [kind.normalise(payload, context), kind.normalise(payload, context)];
        expect(again).toEqual(one);
        if (!one.ok || one.value.kind !== "incident") return;
        const first = takePayload(null, one.value.incident).stored;
        expect(takePayload(first, one.value.incident).merged.news).toBe("unchanged");
      }),
      { numRuns: 200 },
    );
  });
});
