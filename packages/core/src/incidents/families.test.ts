import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asId, type IncidentId } from "../kernel/index.ts";
import { type FamilyMember, familiesOf } from "./families.ts";

const idOf = (number: number): IncidentId => asId(`i${number}`);

/** `[[1, 2], [2, null]]`: incident 1 is redirected to 2. */
const members = (redirects: readonly (readonly [number, number | null])[]): readonly FamilyMember[] =>
  redirects.map(([number, to]) => ({ id: idOf(number), number, redirectTo: to === null ? null : idOf(to) }));

const familiesIn = (redirects: readonly (readonly [number, number | null])[]) =>
  Object.fromEntries(familiesOf(members(redirects)));

describe("the family of an incident", () => {
  test.each<[string, [number, number | null][], object]>([
    ["is its own where nothing is redirected", [[1, null]], { i1: "i1" }],
    [
      "is where a chain of redirects ends",
      [
        [1, 2],
        [2, 3],
        [3, null],
        [4, 2],
      ],
      { i1: "i3", i2: "i3", i3: "i3", i4: "i3" },
    ],
    [
      "is the lowest number of a circle, also for what leads into it",
      [
        [1, 4],
        [2, 3],
        [3, 4],
        [4, 2],
      ],
      { i1: "i2", i2: "i2", i3: "i2", i4: "i2" },
    ],
    ["is its own where a redirect leads to itself", [[1, 1]], { i1: "i1" }],
    ["is its own where a redirect leads to nothing known", [[1, 9]], { i1: "i1" }],
  ])("%s", (_name, redirects, expected) => {
    expect(familiesIn(redirects)).toEqual(expected);
  });

  test("is shared by exactly those whom redirects connect", () => {
    const anyRedirects = fc
      .array(fc.option(fc.integer({ min: 0, max: 7 }), { nil: null }), { minLength: 1, maxLength: 8 })
      .map((all) => all.map((to, number) => [number, to !== null && to < all.length ? to : null] as const));
    fc.assert(
      fc.property(anyRedirects, (redirects) => {
        const families = familiesOf(members(redirects));
        const sets = new Map(redirects.map(([number]) => [number, new Set([number])]));
        for (const [number, to] of redirects) {
          if (to === null) continue;
          const joined = new Set([...(sets.get(number) ?? []), ...(sets.get(to) ?? [])]);
          for (const member of joined) sets.set(member, joined);
        }
        for (const [a] of redirects) {
          for (const [b] of redirects) {
            const connected = sets.get(a)?.has(b);
            expect(families.get(idOf(a)) === families.get(idOf(b))).toBe(connected);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
