import { describe, expect, test } from "vitest";
import { kindsLike, otherKindOf, sourceKinds } from "../../packages/core/src/incidents/index.ts";
import { sampleFilesOf } from "./sample-files.ts";

const kinds = sourceKinds.filter(({ kind }) => kind !== "generic");

describe.each(kinds.map((kind) => [kind.kind, kind] as const))("samples of %s", (name, kind) => {
  const samples = sampleFilesOf(name);
  const cases = samples.map((sample) => [sample.name, sample.payload] as const);

  test.skipIf(samples.length === 0 && !process.env["CI"])("are there", () => {
    expect(samples.length).toBeGreaterThan(0);
  });

  test.each(cases)("%s is recognised as this kind's, and as no other's", (_file, payload) => {
    expect(kindsLike(payload).map((like) => like.kind)).toEqual([name]);
  });

  test.each(cases)("%s is taken at its own door, and at every other it is known where it belongs", (_file, payload) => {
    expect(otherKindOf(kind, payload, {})).toBeNull();
    const others = kinds.filter((other) => other !== kind && !other.takesToo?.(payload as Record<string, unknown>));
    const pointedTo = new Set(others.map((other) => otherKindOf(other, payload, {})?.kind ?? null));
    expect(pointedTo).toEqual(new Set([name]));
  });
});
