import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { takePayload, testDigest } from "../../testing/index.ts";
import type { NormaliseContext } from "../source-kind.ts";
import { fixturesByKind as fixtures } from "./fixtures-by-kind.ts";
import { sourceKinds } from "./index.ts";

const context: NormaliseContext = { sourceId: "source-1", tenantId: "t", settings: {}, digest: testDigest };

/** The long run of `pnpm test --long`, or `TOCSIN_FUZZ_RUNS`. Core knows nothing of Node, not even the types of its environment. */
const { process } = globalThis as { process?: { readonly env: Readonly<Record<string, string | undefined>> } };
const usually = process?.env["TOCSIN_LONG"] === "1" ? 10_000 : 2_000;
const numRuns = Number(process?.env["TOCSIN_FUZZ_RUNS"] ?? usually);
const timeLimit = 60_000 + 30 * numRuns;

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
  fc.constantFrom<unknown>("__proto__", "constructor", "toString", "9007199254740993"),
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

const mutation = fc.record({
  place: fc.nat(),
  action: fc.constantFrom("remove", "replace", "wrap", "rename"),
  replacement,
});

type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

const mutate = ({ holder, key }: Place, { action, replacement }: Mutation): void => {
  const held = holder[key];
  if (action === "replace") put(holder, key, replacement);
  else if (action === "wrap") put(holder, key, [held]);
  else delete holder[key];
  if (action === "rename" && !Array.isArray(holder))
    put(holder, typeof replacement === "string" ? replacement.slice(0, 50) : "x", held);
};

/** A payload of the kind, or now and then of another, changed in up to six places. */
const mutatedOf = (kind: string) =>
  fc
    .tuple(
      fc.oneof(
        { arbitrary: fc.constantFrom(...(fixtures[kind] ?? [])), weight: 4 },
        { arbitrary: fc.constantFrom(...Object.values(fixtures).flat()), weight: 1 },
      ),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
    )
    .map(([fixture, mutations]) => {
      const payload = structuredCopy(fixture);
      const places = placesOf(payload);
      for (const one of mutations) {
        const target = places[one.place % Math.max(1, places.length)];
        if (target !== undefined) mutate(target, one);
      }
      return payload;
    });

/** As JSON.parse sets it: `__proto__` becomes a key like any other. */
const put = (holder: Record<string, unknown>, key: string, value: unknown): void => {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
};

/** Prototypes of objects in the value that are not the language's own: none, unless a key of a payload became one. */
const prototypesIn = (value: unknown): readonly unknown[] => {
  if (typeof value !== "object" || value === null) return [];
  const prototype: unknown = Object.getPrototypeOf(value);
  const isOwn = prototype === Object.prototype || prototype === Array.prototype || prototype === null;
  return [...(isOwn ? [] : [prototype]), ...Object.values(value).flatMap(prototypesIn)];
};

const structuredCopy = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(sourceKinds.map((kind) => [kind.kind, kind] as const))("%s", (name, kind) => {
  const mutated = mutatedOf(name);

  test(
    "answers with an incident, a reason to ignore it or a fault, whatever becomes of a payload",
    () => {
      fc.assert(
        fc.property(mutated, (payload) => {
          const result = kind.normalise(payload, context);
          if (!result.ok) expect(result.problem).toEqual({ path: expect.any(String), problem: expect.any(String) });
          else if (result.value.kind === "ignored") expect(result.value.reason).not.toBe("");
          else expect(takePayload(null, result.value.incident).stored).toBeDefined();
          expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
          expect(prototypesIn(result)).toEqual([]);
        }),
        { numRuns },
      );
    },
    timeLimit,
  );

  test(
    "answers to any JSON at all, as payload and as body",
    () => {
      fc.assert(
        fc.property(fc.oneof(fc.jsonValue(), replacement), (payload) => {
          kind.open(payload);
          expect(kind.normalise(payload, context)).toHaveProperty("ok");
        }),
        { numRuns },
      );
    },
    timeLimit,
  );

  test(
    "reads the same payload the same, and ends in the same incident when it comes twice",
    () => {
      fc.assert(
        fc.property(mutated, (payload) => {
          const [one, again] = [kind.normalise(payload, context), kind.normalise(payload, context)];
          expect(again).toEqual(one);
          if (!one.ok || one.value.kind !== "incident") return;
          const first = takePayload(null, one.value.incident).stored;
          expect(takePayload(first, one.value.incident).merged.news).toBe("unchanged");
        }),
        { numRuns: Math.ceil(numRuns / 10) },
      );
    },
    timeLimit,
  );
});
