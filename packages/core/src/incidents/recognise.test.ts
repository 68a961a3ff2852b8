import { describe, expect, test } from "vitest";
import { kindsLike, otherKindOf } from "./recognise.ts";
import { fixturesByKind } from "./sources/fixtures-by-kind.ts";
import { sourceKindOf, sourceKinds } from "./sources/index.ts";

const kindOf = (name: string) => {
  const kind = sourceKindOf(name);
  if (!kind) throw new Error(`No kind ${name}`);
  return kind;
};

const entries = Object.entries(fixturesByKind).flatMap(([kind, payloads]) =>
  payloads.map((payload, index) => [kind, index, payload] as const),
);

test.each(sourceKinds.map(({ kind }) => kind))("%s has payloads to be recognised by", (kind) => {
  expect(fixturesByKind[kind]?.length).toBeGreaterThan(0);
});

describe("a payload", () => {
  test.each(entries)("of %s (%i) is taken for no other kind’s", (kind, _index, payload) => {
    const own = kindOf(kind);
    // Sources of Defender XDR take Graph's incidents on purpose.
    const others = kindsLike(payload).map((like) => like.kind);
    expect(others.filter((other) => other !== kind && !own.takesToo?.(payload as never))).toEqual([]);
    expect(otherKindOf(own, payload, {})).toBeNull();
  });

  test.each(entries.filter(([kind, , payload]) => !kindOf(kind).takesToo?.(payload as never)))(
    "of %s (%i), posted to a source of any other kind, is named as what it is, or read as nobody’s in particular",
    (kind, _index, payload) => {
      const named = kindsLike(payload).some((like) => like.kind === kind);
      const told = sourceKinds
        .filter((other) => other.kind !== kind && !other.takesToo?.(payload as never))
        .map((other) => otherKindOf(other, payload, {})?.kind ?? null);
      expect(new Set(told)).toEqual(new Set([named ? kind : null]));
    },
  );

  test("is recognised inside its kind’s envelope, and in a list", () => {
    const [incident] = fixturesByKind["graph-security"] ?? [];
    expect(kindsLike({ value: [incident] }).map(({ kind }) => kind)).toContain("graph-security");
    expect(kindsLike([incident]).map(({ kind }) => kind)).toEqual(["graph-security"]);
  });

  test("of a source that says itself how its documents are read is never taken for another kind’s", () => {
    const [alert] = fixturesByKind["wazuh"] ?? [];
    expect(otherKindOf(kindOf("generic"), alert, {})?.kind).toBe("wazuh");
    expect(otherKindOf(kindOf("generic"), alert, { mapping: { when: "always", incident: { title: "x" } } })).toBeNull();
  });

  test.each([null, 7, "text", [], [[]], {}, { title: "x" }, { title: "x", host: "y" }, { alerts: [] }])(
    "that may be anybody’s is nobody’s in particular: %j",
    (payload) => {
      const own = kindOf("wazuh");
      expect(otherKindOf(own, payload, {})?.kind ?? "nobody").toMatch(/^(nobody|generic)$/);
    },
  );
});
