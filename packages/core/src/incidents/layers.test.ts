import { expect, test } from "vitest";
import { aLayer, mapped } from "../testing/index.ts";
import type { IncidentFacts, Layers } from "./incident.ts";
import { factsOf, joinLayers, latestOf } from "./layers.ts";

const layer = (facts: Partial<IncidentFacts>, at: number, hash?: string) => aLayer<IncidentFacts>(facts, at, hash);

const joined = (...layers: Layers<IncidentFacts>): Partial<IncidentFacts> =>
  factsOf(layers.reduce<Layers<IncidentFacts>>((all, one) => joinLayers(all, [one]), []));

test.each<[string, Layers<IncidentFacts>, Partial<IncidentFacts>]>([
  ["the later write holds a field", [layer({ title: "old" }, 1), layer({ title: "new" }, 2)], { title: "new" }],
  [
    "a field that a later write does not name stays as it was said",
    [layer({ title: "old", assignedTo: "sanne" }, 1), layer({ title: "new" }, 2)],
    { title: "new", assignedTo: "sanne" },
  ],
  [
    "a later null takes a value away",
    [layer({ assignedTo: "sanne" }, 1), layer({ assignedTo: null }, 2)],
    { assignedTo: null },
  ],
  ["microseconds order two writes", [layer({ title: "old" }, 1.001), layer({ title: "new" }, 1.002)], { title: "new" }],
  [
    "of two severities of the same time the higher holds, whatever the hash",
    [layer({ severity: mapped("high") }, 1, "a"), layer({ severity: mapped("low") }, 1, "b")],
    { severity: mapped("high") },
  ],
  [
    "of two statuses without a time the one further along holds",
    [layer({ status: mapped("resolved") }, 0, "a"), layer({ status: mapped("active") }, 0, "b")],
    { status: mapped("resolved") },
  ],
  [
    "a later severity holds though it is lower",
    [layer({ severity: mapped("high") }, 1), layer({ severity: mapped("low") }, 2)],
    { severity: mapped("low") },
  ],
  [
    "the content's hash settles other facts of the same time",
    [layer({ title: "one" }, 1, "b"), layer({ title: "two" }, 1, "a")],
    { title: "one" },
  ],
  [
    "two writes of one time and hash are settled by what they say",
    [layer({ tags: ["a"] }, 1, "h"), layer({ tags: ["b"] }, 1, "h")],
    { tags: ["b"] },
  ],
])("%s", (_guarantee, layers, expected) => {
  expect([joined(...layers), joined(...layers.toReversed())]).toEqual([expected, expected]);
});

test("a write whose every fact was overruled leaves no layer", () => {
  expect(joinLayers([layer({ title: "old" }, 1)], [layer({ title: "new" }, 2)])).toEqual([layer({ title: "new" }, 2)]);
});

test("layers come newest first", () => {
  const old = layer({ title: "old" }, 1);
  const young = layer({ assignedTo: "sanne" }, 2);
  expect(joinLayers([old], [young])).toEqual([young, old]);
});

test("layers to which nothing is added are answered as they are, so that nobody need compare them", () => {
  const layers = joinLayers([], [layer({ title: "new", tags: ["a"] }, 2)]);
  expect(joinLayers(layers, [layer({ title: "old" }, 1), layer({ tags: ["a"] }, 2)])).toBe(layers);
});

test.each([
  ["the latest time of what stands is when it was last written", [layer({ title: "a" }, 3), layer({ tags: [] }, 7)], 7],
  ["nothing said was never written", [], 0],
])("%s", (_guarantee, layers, expected) => {
  expect(latestOf(layers)).toBe(expected);
});
