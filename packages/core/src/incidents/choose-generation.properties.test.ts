import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, minuteMs } from "../kernel/index.ts";
import { aLayer, anIncoming, emptyGroup, mapped, noon, type StoredGroup, takeGrouped } from "../testing/index.ts";
import type { AlertFacts, IncomingIncident } from "./incident.ts";

const grouping = { idleMs: 60 * minuteMs };

interface Said {
  readonly key: string;
  readonly status: "active" | "resolved";
  /** Minutes; null where the source says no time. */
  readonly at: number | null;
  readonly until: number | null;
}

const payloadOf = (...said: readonly Said[]): IncomingIncident =>
  anIncoming({
    externalId: "key",
    grouping,
    layers: [],
    alerts: said.map(({ key, status, at, until }) => {
      const time = (minutes: number | null) => (minutes === null ? null : noon + minutes * minuteMs);
      const facts: Partial<AlertFacts> = {
        title: `Alert ${key}`,
        status: mapped(status),
        createdAt: time(at),
        resolvedAt: status === "resolved" ? time(until) : null,
      };
      const writtenAt = (status === "resolved" ? time(until) : time(at)) ?? 0;
      return { key, layers: [aLayer(facts, writtenAt, canonical([key, status, at, until]))], evidence: [] };
    }),
  });

/** Payloads in the order in which they come, one a minute, long after the last time that any of them says. */
const takeAll = (payloads: readonly IncomingIncident[], group = emptyGroup, from = 10_000): StoredGroup =>
  payloads.reduce(
    (before, incoming, i) => takeGrouped(before, incoming, grouping, noon + (from + i) * minuteMs).group,
    group,
  );

const keysIn = ({ generations }: StoredGroup) => generations.map(({ alerts }) => alerts.map(({ key }) => key));

/** The incidents without the numbers that they were given on the way. */
const incidentsIn = ({ generations }: StoredGroup) => generations.map((generation) => canonical(generation)).toSorted();

const minute = fc.integer({ min: 0, max: 400 });
const said: fc.Arbitrary<Said> = fc
  .record({
    key: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    status: fc.constantFrom("active" as const, "resolved" as const),
    at: fc.option(minute, { nil: null }),
    lasts: fc.option(fc.integer({ min: 0, max: 90 }), { nil: null }),
  })
  .map(({ lasts, ...one }) => ({ ...one, until: one.at === null || lasts === null ? null : one.at + lasts }));
const anyPayloads = fc.array(
  fc.array(said, { minLength: 1, maxLength: 3 }).map((all) => payloadOf(...all)),
  { minLength: 1, maxLength: 12 },
);
const shuffle = <Value>(all: readonly Value[]) =>
  fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length });

describe("any payloads of one key", () => {
  test("share the alerts out so that each is in one incident, and never in another", () => {
    fc.assert(
      fc.property(anyPayloads, (payloads) => {
        const homes = new Map<string, number>();
        let group = emptyGroup;
        for (const [i, incoming] of payloads.entries()) {
          group = takeGrouped(group, incoming, grouping, noon + (10_000 + i) * minuteMs).group;
          for (const [generation, keys] of keysIn(group).entries()) {
            for (const key of keys) {
              expect(homes.get(key) ?? generation).toBe(generation);
              homes.set(key, generation);
            }
          }
        }
        expect(keysIn(group).flat().toSorted()).toEqual([...homes.keys()].toSorted());
      }),
      { numRuns: 300 },
    );
  });

  test("bring nothing when any of them comes again, in whatever order and however much later", () => {
    const repeated = anyPayloads.chain((all) => fc.tuple(fc.constant(all), fc.array(fc.constantFrom(...all))));
    fc.assert(
      fc.property(repeated, fc.integer({ min: 0, max: 10_000 }), ([all, again], pause) => {
        const before = takeAll(all);
        let group = before;
        for (const [i, incoming] of again.entries()) {
          const taken = takeGrouped(group, incoming, grouping, noon + (20_000 + pause + i) * minuteMs);
          for (const { news, touched } of taken.merged) {
            expect(["unchanged", "stale"]).toContain(news);
            expect(touched).toBe(false);
          }
          group = taken.group;
        }
        expect(group).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });
});

/** Alerts that lie within reach of each other, and out of reach of those of the next cluster. */
const clusters = fc
  .array(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })
  .map((all) =>
    all.flatMap((cluster, i) =>
      cluster.map((at, j) => payloadOf({ key: `${i}-${j}`, status: "active", at: i * 121 + at, until: null })),
    ),
  );

/** Alerts that all begin before any of them is resolved, as all of them are. */
const episode = (start: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 21, max: 40 })), { minLength: 1, maxLength: 3 })
    .map((all) =>
      all.flatMap(([at, until], j) => {
        const times = { key: `${start}-${j}`, at: start + at, until: start + until };
        return [payloadOf({ ...times, status: "active" }), payloadOf({ ...times, status: "resolved" })];
      }),
    );

describe("payloads whose source says its times", () => {
  test("end in the same incidents in any order, where silence lies between these", () => {
    const orders = clusters.chain((all) => fc.tuple(fc.constant(all), shuffle(all)));
    fc.assert(
      fc.property(orders, ([all, other]) => {
        expect(incidentsIn(takeAll(other))).toEqual(incidentsIn(takeAll(all)));
      }),
      { numRuns: 300 },
    );
  });

  test("end in an incident for each time that all was resolved, in any order of what lies between", () => {
    const starts = [0, 41, 82];
    const episodes = fc.tuple(...starts.map(episode)).chain((all) => fc.tuple(...all.map(shuffle)));
    fc.assert(
      fc.property(episodes, (all) => {
        const found = keysIn(takeAll(all.flat())).map((keys) => new Set(keys.map((key) => key.split("-")[0])));
        expect(found).toEqual(starts.map((start) => new Set([String(start)])));
      }),
      { numRuns: 300 },
    );
  });
});
