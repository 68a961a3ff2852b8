import type { AlertFacts, IncidentFacts, IncomingIncident } from "@tocsin/core/incidents";
import { canonical, minuteMs, type Severity, secondMs } from "@tocsin/core/kernel";
import { aLayer, anIncoming, mapped, noon, testDigest } from "@tocsin/core/testing";
import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alerts, incidentChanges, incidents } from "../incidents/tables.ts";
import { openScene, type Scene } from "../testing/index.ts";

const once = { frequency: { kind: "oncePerIncident", alsoOnEscalation: false } } as const;
const andRisen = { frequency: { kind: "oncePerIncident", alsoOnEscalation: true } } as const;

interface Said {
  readonly of: string;
  readonly at: number;
  /** Where it is redirected; null says that it is not, or no longer. */
  readonly to?: string | null;
  readonly severity?: Severity;
  readonly assignedTo?: string;
  readonly alerts?: readonly (readonly [string, Severity])[];
}

const payload = ({ of, at, to, severity, assignedTo, alerts = [] }: Said): IncomingIncident => {
  const facts: Partial<IncidentFacts> = {
    title: `Incident ${of}`,
    ...(to !== undefined && { redirectTo: to, status: mapped(to === null ? "active" : "redirected") }),
    ...(severity && { severity: mapped(severity) }),
    ...(assignedTo && { assignedTo }),
  };
  return anIncoming({
    externalId: of,
    layers: [aLayer<IncidentFacts>(facts, noon + at, testDigest(canonical([facts, at])))],
    alerts: alerts.map(([key, ofAlert]) => ({
      key,
      layers: [aLayer<AlertFacts>({ title: key, severity: mapped(ofAlert) }, noon, `${key} ${ofAlert}`)],
      evidence: [],
    })),
  });
};

const familiesIn = ({ parts }: Scene) => {
  const rows = parts.db.select().from(incidents).orderBy(asc(incidents.externalId)).all();
  const nameOf = new Map(rows.map(({ id, externalId }) => [id, externalId]));
  return Object.fromEntries(rows.map((row) => [row.externalId, nameOf.get(row.familyId)]));
};

/** Takes payloads in, a second apart, and answers how many rules told of each. */
const tell = async (scene: Scene, ...all: readonly Said[]): Promise<readonly number[]> => {
  const notified: number[] = [];
  for (const said of all) {
    scene.clock.pass(secondMs);
    notified.push((await scene.record(payload(said))).notifications);
  }
  return notified;
};

describe("an incident whose redirect is taken back", () => {
  test("stands for itself again, and so does the one that it was merged into", async () => {
    await using scene = await openScene();
    await tell(scene, { of: "a", at: 0 }, { of: "b", at: 0 }, { of: "a", at: 1, to: "b" });
    expect(familiesIn(scene)).toEqual({ a: "b", b: "b" });
    await tell(scene, { of: "a", at: 2, to: null });
    expect(familiesIn(scene)).toEqual({ a: "a", b: "b" });
  });

  test("mails nobody by that, whatever rules tell of, and records it as an update", async () => {
    await using scene = await openScene();
    await scene.addRule({ name: "Every" });
    await scene.addRule({ name: "Once", ...once });
    await scene.addRule({ name: "Risen", ...andRisen });
    await scene.addRule({ name: "Reopened", frequency: { kind: "chosenChanges", changes: ["reopened", "updated"] } });
    await tell(
      scene,
      { of: "a", at: 0, severity: "high", alerts: [["a-1", "high"]] },
      { of: "b", at: 0, severity: "low", alerts: [["b-1", "low"]] },
      { of: "a", at: 1, to: "b" },
    );
    scene.clock.pass(secondMs);
    expect(await scene.record(payload({ of: "a", at: 2, to: null }))).toMatchObject({
      outcome: "updated",
      kinds: ["updated"],
      notifications: 0,
      deliveries: 0,
    });
    expect(await tell(scene, { of: "a", at: 2, to: null }, { of: "a", at: 1, to: "b" })).toEqual([0, 0]);
  });

  test("has been told of by whoever told of its family, on both sides", async () => {
    await using scene = await openScene();
    await scene.addRule(once);
    // Only the target was told of, while both were one.
    expect(
      await tell(
        scene,
        { of: "a", at: 0, to: "b" },
        { of: "b", at: 0 },
        { of: "a", at: 1, to: null },
        { of: "a", at: 2, assignedTo: "ada" },
        { of: "b", at: 2, assignedTo: "ada" },
      ),
    ).toEqual([1, 0, 0, 0, 0]);
  });

  test("brings news to a rule that has told nothing yet: what came in meanwhile", async () => {
    await using scene = await openScene();
    await scene.addRule({ ...once, severities: ["high"] });
    expect(
      await tell(
        scene,
        { of: "b", at: 0, severity: "low" },
        { of: "a", at: 0, severity: "low", alerts: [["before", "low"]] },
        { of: "a", at: 1, to: "b" },
        // It moved to the incident that it was merged into and comes back with the one that it is of.
        { of: "a", at: 2, to: null, alerts: [["meanwhile", "high"]] },
        { of: "a", at: 3, assignedTo: "ada" },
      ),
    ).toEqual([0, 0, 0, 1, 0]);
  });

  test("brings what came meanwhile along with news that nobody knew", async () => {
    await using scene = await openScene();
    await scene.addRule({ name: "Every" });
    await tell(scene, { of: "b", at: 0 }, { of: "a", at: 0, to: "b" }, { of: "a", at: 1, alerts: [["came", "high"]] });
    await scene.addRule({ name: "New here", severities: ["high"] });
    expect(await tell(scene, { of: "a", at: 2, to: null, alerts: [["fresh", "low"]] })).toEqual([2]);
  });

  test("brings no news of what it had before, also to a rule that has told nothing yet", async () => {
    await using scene = await openScene();
    await tell(
      scene,
      { of: "b", at: 0 },
      { of: "a", at: 0, alerts: [["before", "high"]] },
      { of: "a", at: 1, to: "b" },
    );
    await scene.addRule();
    expect(await tell(scene, { of: "a", at: 2, to: null })).toEqual([0]);
  });

  test("brings no news of alerts that its family had, but of one that nobody knew", async () => {
    await using scene = await openScene();
    await scene.addRule();
    const moved = [["moved", "high"]] as const;
    expect(
      await tell(
        scene,
        { of: "b", at: 0 },
        { of: "a", at: 0, to: "b" },
        { of: "b", at: 1, alerts: moved },
        { of: "a", at: 2, to: null, alerts: moved },
        { of: "a", at: 3, to: "b" },
        { of: "a", at: 4, to: null, alerts: [["new", "high"]] },
      ),
      // Each of the two tells of being merged.
    ).toEqual([1, 2, 1, 0, 2, 1]);
  });

  test("takes its part of a chain along and leaves the rest", async () => {
    await using scene = await openScene();
    await scene.addRule(once);
    await tell(scene, { of: "c", at: 0 }, { of: "b", at: 0, to: "c" }, { of: "a", at: 0, to: "b" });
    expect(familiesIn(scene)).toEqual({ a: "c", b: "c", c: "c" });
    await tell(scene, { of: "b", at: 1, to: null });
    expect(familiesIn(scene)).toEqual({ a: "b", b: "b", c: "c" });
    await tell(scene, { of: "b", at: 2, to: "c" }, { of: "a", at: 2, to: null });
    expect(familiesIn(scene)).toEqual({ a: "a", b: "c", c: "c" });
    const more = (["a", "b", "c"] as const).map((of) => ({ of, at: 9, assignedTo: "ada" }));
    expect(await tell(scene, ...more)).toEqual([0, 0, 0]);
  });

  test("leaves a stub behind that has been told of", async () => {
    await using scene = await openScene();
    await scene.addRule(once);
    await tell(scene, { of: "a", at: 0, to: "b" }, { of: "a", at: 1, to: null });
    expect(familiesIn(scene)).toEqual({ a: "a", b: "b" });
    expect(await tell(scene, { of: "b", at: 0 })).toEqual([0]);
  });

  test("may be led elsewhere at once: the new target has a change, the old one has none", async () => {
    await using scene = await openScene();
    await scene.addRule();
    await tell(scene, { of: "a", at: 0 }, { of: "b", at: 0 }, { of: "c", at: 0 }, { of: "a", at: 1, to: "b" });
    expect(await tell(scene, { of: "a", at: 2, to: "c" })).toEqual([1]);
    expect(familiesIn(scene)).toEqual({ a: "c", b: "b", c: "c" });
    const kindsOf = (externalId: string) =>
      scene.parts.db
        .select({ kinds: incidentChanges.kinds })
        .from(incidentChanges)
        .innerJoin(incidents, eq(incidents.id, incidentChanges.incidentId))
        .where(eq(incidents.externalId, externalId))
        .orderBy(asc(incidentChanges.seq))
        .all()
        .map(({ kinds }) => kinds.join());
    expect([kindsOf("b"), kindsOf("c")]).toEqual([
      ["opened", "merged"],
      ["opened", "merged"],
    ]);
  });

  test("ends a circle, in which nothing was led astray", async () => {
    await using scene = await openScene();
    await tell(scene, { of: "a", at: 0, to: "b" }, { of: "b", at: 0, to: "c" }, { of: "c", at: 0, to: "a" });
    expect(familiesIn(scene)).toEqual({ a: "a", b: "a", c: "a" });
    await tell(scene, { of: "b", at: 1, to: null });
    expect(familiesIn(scene)).toEqual({ a: "b", b: "b", c: "b" });
  });

  test("neither repeats nor swallows a rise of severity", async () => {
    await using scene = await openScene();
    await scene.addRule(andRisen);
    expect(
      await tell(
        scene,
        { of: "b", at: 0, severity: "high" },
        { of: "a", at: 0, severity: "low" },
        { of: "a", at: 1, to: "b" },
        // The family was told of as high already.
        { of: "a", at: 2, severity: "high" },
        { of: "a", at: 3, to: null },
        { of: "a", at: 4, severity: "critical" },
        { of: "b", at: 4, severity: "critical" },
        { of: "b", at: 5, assignedTo: "ada" },
      ),
    ).toEqual([1, 1, 0, 0, 0, 1, 1, 0]);
  });
});

describe("an incident that another is merged into", () => {
  const servers = { severities: ["high"] as Severity[], severityOf: "alert" as const };

  test("brings that one's alerts to a rule that has told nothing of the family", async () => {
    await using scene = await openScene();
    await tell(
      scene,
      { of: "a", at: 0, alerts: [["a-1", "high"]] },
      { of: "b", at: 0, severity: "low", alerts: [["b-1", "low"]] },
    );
    await scene.addRule({ name: "Every", ...servers });
    await scene.addRule({
      name: "Once",
      ...servers,
      ...once,
      recipients: [{ address: "ciso@contoso.example", tier: 0 }],
    });
    await scene.addRule({ name: "No", severities: ["critical"] });
    const [, merged] = [scene.clock.pass(secondMs), await scene.record(payload({ of: "a", at: 1, to: "b" }))];
    // Each of both tells of the merge once: of the change of the one that closes, and that is all of the news.
    expect(merged).toMatchObject({ notifications: 2 });
    expect(await tell(scene, { of: "b", at: 2, assignedTo: "ada" })).toEqual([0]);
  });

  test("is told of by a rule to which only the merge brings an alert that it means", async () => {
    await using scene = await openScene();
    await scene.addRule({ ...servers, ...once, frequency: { kind: "chosenChanges", changes: ["merged"] } });
    expect(
      await tell(
        scene,
        { of: "a", at: 0, alerts: [["a-1", "high"]] },
        { of: "b", at: 0, severity: "low", alerts: [["b-1", "low"]] },
        { of: "a", at: 1, to: "b" },
        { of: "c", at: 0, severity: "low", alerts: [["c-1", "high"]] },
        // It has told of this family, and what comes now was c's.
        { of: "c", at: 1, to: "b" },
      ),
    ).toEqual([0, 0, 1, 0, 0]);
  });
});

const named = fc.constantFrom("a", "b", "c", "d", "e");
const step = fc.oneof(
  fc.record({ of: named, to: fc.option(named, { nil: null }) }),
  fc.record({ of: named, alerts: fc.array(fc.constantFrom("k1", "k2", "k3"), { minLength: 1, maxLength: 2 }) }),
  fc.record({ of: named, severity: fc.constantFrom("low" as const, "high" as const, "critical" as const) }),
);

/** Who belongs together and has been told, by definition instead of by the way there. */
const openModel = () => {
  const redirects = new Map<string, string>();
  const told = new Set<string>();
  const connected = (from: string): ReadonlySet<string> => {
    const found = new Set([from]);
    for (const here of found) {
      for (const [of, to] of redirects) {
        if (of === here) found.add(to);
        if (to === here) found.add(of);
      }
    }
    return found;
  };
  const share = (family: ReadonlySet<string>): boolean => {
    const knows = [...family].some((name) => told.has(name));
    for (const name of knows ? family : []) told.add(name);
    return knows;
  };
  return {
    connected,
    /** Answers whether the family of the incident had been told of, before or by what it joins. */
    redirect: (of: string, to: string | null | undefined): boolean => {
      share(connected(of));
      if (to === null || to === of) redirects.delete(of);
      else if (to !== undefined) redirects.set(of, to);
      return share(connected(of));
    },
    tell: (of: string) => {
      told.add(of);
      share(connected(of));
    },
  };
};

test("whatever is merged and unmerged, families are what redirects connect, nobody is told twice, nothing is lost", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 16 }), async (steps) => {
      await using scene = await openScene();
      await scene.addRule({ name: "Once", ...once });
      const model = openModel();
      const said = new Set<string>();
      for (const [i, one] of steps.entries()) {
        scene.clock.pass(minuteMs);
        const keys = "alerts" in one ? one.alerts : [];
        const incoming = payload({ ...one, at: i + 1, alerts: keys.map((key) => [key, "medium"] as const) } as Said);
        const wasTold = model.redirect(one.of, "to" in one ? one.to : undefined);
        const { notifications } = await scene.record(incoming);
        expect(notifications).toBeLessThanOrEqual(wasTold ? 0 : 1);
        if (notifications > 0) model.tell(one.of);
        for (const key of keys) said.add(`${one.of} ${key}`);
        const families = familiesIn(scene);
        for (const name of Object.keys(families)) {
          const mine = Object.keys(families).filter((other) => families[other] === families[name]);
          expect(new Set(mine)).toEqual(model.connected(name));
        }
      }
      const stored = scene.parts.db
        .select({ of: incidents.externalId, key: alerts.key })
        .from(alerts)
        .innerJoin(incidents, eq(incidents.id, alerts.incidentId))
        .all();
      expect(new Set(stored.map(({ of, key }) => `${of} ${key}`))).toEqual(said);
    }),
    { numRuns: 25 },
  );
});
