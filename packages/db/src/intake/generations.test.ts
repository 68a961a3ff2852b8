import { type AlertFacts, type IncomingIncident, isClosedStatus, type Status } from "@tocsin/core/incidents";
import { canonical, dayMs, hourMs, minuteMs, type Severity } from "@tocsin/core/kernel";
import { aLayer, anIncoming, anIncomingEvidence, emptyGroup, mapped, noon, takeGrouped } from "@tocsin/core/testing";
import { asc } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deliveries } from "../deliveries/tables.ts";
import { alerts, incidentChanges, incidents } from "../incidents/tables.ts";
import { deliveryCauses, told } from "../notifications/tables.ts";
import { openScene, type Scene, temporaryFolder } from "../testing/index.ts";

const grouping = { idleMs: dayMs };
const once = { frequency: { kind: "oncePerIncident", alsoOnEscalation: false } } as const;

interface Said {
  readonly key: string;
  /** Hours after noon; null where the source says no time. */
  readonly at: number | null;
  readonly status?: Status;
  readonly until?: number | null;
  readonly severity?: Severity;
}

const alertOf = ({ key, at, status = "active", until = null, severity = "high" }: Said) => {
  const time = (hours: number | null) => (hours === null ? null : noon + hours * hourMs);
  const facts: Partial<AlertFacts> = {
    title: `Alert ${key}`,
    status: mapped(status),
    severity: mapped(severity),
    createdAt: time(at),
    resolvedAt: time(until),
  };
  const version = time(until) ?? time(at) ?? 0;
  return {
    key,
    layers: [aLayer(facts, version, canonical([key, status, at, until, severity]))],
    evidence: [anIncomingEvidence({ key: "srv-01" })],
  };
};

const payload = (...said: readonly Said[]): IncomingIncident =>
  anIncoming({ externalId: "HighLoad/web", grouping, layers: [], alerts: said.map(alertOf) });

const incidentsIn = ({ parts }: Scene) => {
  const rows = parts.db.select().from(incidents).orderBy(asc(incidents.generation)).all();
  const found = parts.db.select().from(alerts).orderBy(asc(alerts.key)).all();
  return rows.map(({ id, number, generation, title, status, severity, familyId }) => ({
    number,
    generation,
    title,
    status,
    severity,
    ownFamily: familyId === id,
    keys: found.flatMap(({ incidentId, key }) => (incidentId === id ? [key] : [])),
  }));
};

describe("alerts of one key", () => {
  test("gather in an incident, and open the next one after a resolution, which the rule tells of again", async () => {
    await using scene = await openScene();
    await scene.addRule(once);
    const outcomes: unknown[] = [];
    for (const incoming of [
      payload({ key: "a", at: 0 }),
      payload({ key: "b", at: 1 }),
      payload({ key: "a", at: 0, status: "resolved", until: 2 }),
      payload({ key: "b", at: 1, status: "resolved", until: 3 }),
      payload({ key: "c", at: 4 }),
    ]) {
      scene.clock.pass(hourMs);
      const { outcome, number, notifications } = await scene.record(incoming);
      outcomes.push([outcome, number, notifications]);
    }
    expect(outcomes).toEqual([
      ["opened", 1, 1],
      ["updated", 1, 0],
      ["unchanged", 1, 0],
      ["resolved", 1, 0],
      ["opened", 2, 1],
    ]);
    const same = { severity: "high", ownFamily: true };
    expect(incidentsIn(scene)).toEqual([
      { ...same, number: 1, generation: 1, title: "Alert a", status: "resolved", keys: ["a", "b"] },
      { ...same, number: 2, generation: 2, title: "Alert c", status: "active", keys: ["c"] },
    ]);
  });

  test("open the next incident after the idle time, and a late one goes where it belongs", async () => {
    await using scene = await openScene();
    await scene.addRule(once);
    scene.clock.pass(10 * dayMs);
    const numbers: unknown[] = [];
    for (const at of [0, 24, 49, 30, 50]) numbers.push((await scene.record(payload({ key: `${at}`, at }))).number);
    expect(numbers).toEqual([1, 1, 2, 1, 2]);
    expect(scene.parts.db.select().from(told).all()).toHaveLength(2);
  });

  test("that come again bring nothing to any incident, also long after the next one opened", async () => {
    await using scene = await openScene();
    await scene.addRule();
    const all = [
      payload({ key: "a", at: 0 }),
      payload({ key: "a", at: 0, status: "resolved", until: 1 }),
      payload({ key: "b", at: null }),
      payload({ key: "b", at: null, status: "resolved" }),
      payload({ key: "c", at: null }, { key: "a", at: 0 }),
    ];
    for (const incoming of all) {
      scene.clock.pass(2 * dayMs);
      await scene.record(incoming);
    }
    const rowsIn = () =>
      [incidents, alerts, incidentChanges, deliveries, deliveryCauses, told].map((table) =>
        scene.parts.db.select().from(table).all(),
      );
    const before = rowsIn();
    expect(incidentsIn(scene).map(({ keys }) => keys)).toEqual([["a"], ["b"], ["c"]]);
    for (const incoming of [...all.toReversed(), ...all]) {
      scene.clock.pass(dayMs);
      expect(["unchanged", "stale"]).toContain((await scene.record(incoming)).outcome);
    }
    expect(rowsIn()).toEqual(before);
  });

  test("that two processes take in at once open one incident, and are told of once", async () => {
    await using folder = await temporaryFolder();
    await using one = await openScene({ path: folder.database });
    await using other = await openScene({ path: folder.database, beside: one });
    await one.addRule(once);
    one.clock.pass(2 * dayMs);
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).record(payload({ key: `k${i % 10}`, at: i % 10 }))),
    );
    expect(incidentsIn(one).map(({ keys }) => keys.length)).toEqual([10]);
    expect(one.parts.db.select().from(told).all()).toHaveLength(1);
  });

  test("of another source with the same key are another group", async () => {
    await using scene = await openScene();
    await scene.record(payload({ key: "a", at: 0 }));
    await scene.record({ ...payload({ key: "a", at: 0 }), authority: "source-2" });
    expect(incidentsIn(scene).map(({ generation, keys }) => [generation, keys])).toEqual([
      [1, ["a"]],
      [1, ["a"]],
    ]);
  });

  test("answer for a payload of several incidents with the most telling change, and count what all of them told", async () => {
    await using scene = await openScene();
    await scene.addRule();
    scene.clock.pass(10 * dayMs);
    await scene.record(payload({ key: "a", at: 0 }));
    const recorded = await scene.record(
      payload({ key: "a", at: 0, severity: "critical" }, { key: "b", at: 100 }, { key: "c", at: 101 }),
    );
    expect(recorded).toMatchObject({ outcome: "opened", number: 2, notifications: 2, deliveries: 1 });
  });
});

const said: fc.Arbitrary<Said> = fc
  .record({
    key: fc.constantFrom("a", "b", "c", "d"),
    at: fc.option(fc.integer({ min: 0, max: 100 }), { nil: null }),
    lasts: fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }),
    severity: fc.constantFrom("low" as const, "critical" as const),
  })
  .map(({ key, at, lasts, severity }) => {
    const until = at === null || lasts === null ? null : at + lasts;
    return { key, at, severity, until, status: lasts === null ? ("active" as const) : ("resolved" as const) };
  });

test("whatever comes in whatever order, nobody is told twice, and the store agrees with the pure choice", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(said, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 10 }),
      async (all) => {
        await using scene = await openScene();
        await scene.addRule({ name: "Once", ...once });
        await scene.addRule({ name: "Every", recipients: [{ address: "ops@contoso.example", tier: 0 }] });
        scene.clock.pass(5 * dayMs);
        let group = emptyGroup;
        for (const one of all) {
          const incoming = payload(...one);
          const receivedAt = scene.clock.pass(minuteMs);
          group = takeGrouped(group, incoming, grouping, receivedAt).group;
          await scene.record(incoming);
        }
        const found = incidentsIn(scene);
        expect(found.map(({ keys, status }) => [keys, isClosedStatus(status)])).toEqual(
          group.generations.map((one) => [one.alerts.map(({ key }) => key), one.closed]),
        );
        // A rule that tells once has told of each incident once, and no alert was new in two changes.
        const tellings = scene.parts.db.select().from(told).all();
        expect(tellings.map(({ ruleId, incidentId }) => `${ruleId} ${incidentId}`).toSorted()).toEqual(
          [...new Set(tellings.map(({ ruleId, incidentId }) => `${ruleId} ${incidentId}`))].toSorted(),
        );
        const causes = scene.parts.db.select().from(deliveryCauses).all();
        expect(causes.filter(({ address }) => address === "soc@contoso.example")).toHaveLength(found.length);
        const news = scene.parts.db.select().from(incidentChanges).all();
        const keys = news.flatMap(({ detail }) => detail.newAlerts.map(({ key }) => key));
        expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted());
      },
    ),
    { numRuns: 20 },
  );
});
