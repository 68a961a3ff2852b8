import type { AlertFacts, EvidenceFacts, IncidentFacts, IncomingIncident, LayeredAlert } from "@tocsin/core/incidents";
import { decideChange } from "@tocsin/core/intake";
import { canonical, type Severity, secondMs } from "@tocsin/core/kernel";
import {
  aLayer,
  anIncoming,
  anIncomingAlert,
  anIncomingEvidence,
  mapped,
  noon,
  testDigest,
} from "@tocsin/core/testing";
import { asc, eq, getTableName } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, test } from "vitest";
import { deliveries } from "../deliveries/tables.ts";
import { payloadText } from "../incidents/rows.ts";
import {
  alerts,
  evidenceTerms,
  evidenceWords,
  incidentChanges,
  incidentDeviceGroups,
  incidents,
  payloads,
} from "../incidents/tables.ts";
import { jobs } from "../jobs/tables.ts";
import { decisions, deliveryCauses, told } from "../notifications/tables.ts";
import { addTenant, anOrganizationDraft, openScene, type Scene, temporaryFolder } from "../testing/index.ts";

const tables: readonly SQLiteTable[] = [
  incidents,
  alerts,
  evidenceWords,
  incidentDeviceGroups,
  incidentChanges,
  payloads,
  decisions,
  told,
  deliveries,
  deliveryCauses,
  jobs,
];

/** Every row that a recording may write, by table. */
const rowsIn = ({ parts }: Scene) =>
  Object.fromEntries(tables.map((table) => [getTableName(table), parts.db.select().from(table).all()]));

const countsIn = (scene: Scene) =>
  Object.fromEntries(Object.entries(rowsIn(scene)).map(([name, rows]) => [name, rows.length]));

const changesIn = ({ parts }: Scene) =>
  parts.db
    .select({ seq: incidentChanges.seq, kinds: incidentChanges.kinds })
    .from(incidentChanges)
    .orderBy(asc(incidentChanges.id))
    .all()
    .map(({ seq, kinds }) => [seq, ...kinds]);

/** A payload that says these facts at a time; its hash is that of what it says. */
const saying = (
  facts: Partial<IncidentFacts>,
  at = noon,
  given: { readonly externalId?: string; readonly alerts?: readonly LayeredAlert[] } = {},
): IncomingIncident => {
  const said = { title: "Ransomware on several endpoints", ...facts };
  return anIncoming({ layers: [aLayer<IncidentFacts>(said, at, testDigest(canonical([said, at])))], ...given });
};

const alertOn = (key: string, severity: Severity = "medium", at = noon, device: string | null = null) =>
  anIncomingAlert({
    key,
    layers: [aLayer<AlertFacts>({ title: `Alert ${key}`, severity: mapped(severity) }, at, `${key} ${severity} ${at}`)],
    evidence: device === null ? [] : [anIncomingEvidence({ key: device })],
  });

const severe = (severity: Severity) => ({ severity: mapped(severity) });

describe("a payload", () => {
  test("opens, updates, escalates, resolves and reopens its incident, each a change of the next number", async () => {
    await using scene = await openScene();
    const steps = [
      saying(severe("medium"), noon),
      saying({ ...severe("medium"), assignedTo: "ada@contoso.example" }, noon + 1),
      saying(severe("high"), noon + 2),
      saying({ status: mapped("resolved") }, noon + 3),
      saying({ status: mapped("active") }, noon + 4),
    ];
    const outcomes: unknown[] = [];
    for (const incoming of steps) {
      scene.clock.pass(secondMs);
      const { incidentId: _, ...recorded } = await scene.record(incoming);
      outcomes.push(recorded);
    }
    const nothing = { number: 1, notifications: 0, deliveries: 0, jobs: [] };
    expect(outcomes).toEqual(
      (["opened", "updated", "escalated", "resolved", "reopened"] as const).map((kind) => ({
        ...nothing,
        outcome: kind,
        kinds: [kind],
      })),
    );
    expect(changesIn(scene)).toEqual([
      [1, "opened"],
      [2, "updated"],
      [3, "escalated"],
      [4, "resolved"],
      [5, "reopened"],
    ]);
  });

  test("leaves behind the incident, its alerts and its changes as they were said", async () => {
    await using scene = await openScene();
    const { incidentId } = await scene.record(
      saying({ ...severe("high"), tags: ["vip"] }, noon, { alerts: [alertOn("a-1", "high", noon, "srv-01")] }),
    );
    const { incident, alerts: read, changes } = await scene.incidents.get(scene.scope, incidentId);
    expect(incident).toMatchObject({
      id: incidentId,
      organizationId: scene.organization.id,
      sourceId: scene.source.id,
      familyId: incidentId,
      number: 1,
      title: "Ransomware on several endpoints",
      severity: mapped("high"),
      highestSeverity: "high",
      tags: ["vip"],
      stub: false,
      firstSeenAt: noon,
      lastChangeAt: noon,
      changeCount: 1,
    });
    expect(read).toMatchObject([
      { key: "a-1", title: "Alert a-1", severity: mapped("high"), evidence: [{ type: "device", name: "SRV-01" }] },
    ]);
    expect(changes).toMatchObject([
      { incidentId, seq: 1, at: noon, kinds: ["opened"], detail: { newAlerts: [{ key: "a-1", severity: "high" }] } },
    ]);
  });

  test("that comes again writes nothing, whatever time has passed", async () => {
    await using scene = await openScene();
    await scene.addRule();
    const incoming = saying(severe("high"), noon, { alerts: [alertOn("a-1")] });
    const first = await scene.record(incoming);
    const before = rowsIn(scene);
    scene.clock.pass(60 * secondMs);
    expect(await scene.record(incoming)).toEqual({
      ...first,
      outcome: "unchanged",
      kinds: [],
      notifications: 0,
      deliveries: 0,
    });
    expect(rowsIn(scene)).toEqual(before);
  });

  test("that is older and brings nothing is stale, and tells nobody", async () => {
    await using scene = await openScene();
    await scene.addRule();
    await scene.record(saying(severe("high"), noon));
    const before = countsIn(scene);
    const recorded = await scene.record(saying({ ...severe("low"), title: "An older name" }, noon - 1));
    expect(recorded).toMatchObject({ outcome: "stale", kinds: [], notifications: 0, deliveries: 0 });
    expect(countsIn(scene)).toEqual(before);
  });

  test("that is older but brings an alert is a change", async () => {
    await using scene = await openScene();
    await scene.addRule();
    await scene.record(saying(severe("high"), noon));
    const recorded = await scene.record(saying(severe("low"), noon - 1, { alerts: [alertOn("late")] }));
    expect(recorded).toMatchObject({ outcome: "updated", notifications: 1 });
    const { incident, alerts: read } = await scene.incidents.get(scene.scope, recorded.incidentId);
    expect([incident.severity.value, ...read.map(({ key }) => key)]).toEqual(["high", "late"]);
  });

  test("is kept with the change that it made, however large, and can be read back", async () => {
    await using scene = await openScene();
    const small = '{"title":"é"}';
    const large = JSON.stringify({ title: "Ransomware ".repeat(2_000), emoji: "🔔" });
    await scene.record(saying({}, noon), { text: small });
    scene.clock.pass(1);
    await scene.record(saying({ status: mapped("resolved") }, noon + 1), { text: large });
    await scene.record(saying({ status: mapped("resolved") }, noon + 1), { text: "the same again is not kept twice" });
    const kept = scene.parts.db
      .select({ seq: incidentChanges.seq, receivedAt: payloads.receivedAt, payload: payloads })
      .from(payloads)
      .innerJoin(incidentChanges, eq(incidentChanges.id, payloads.changeId))
      .orderBy(asc(incidentChanges.seq))
      .all();
    expect(
      kept.map(({ seq, receivedAt, payload }) => [seq, receivedAt, payload.deflated, payloadText(payload)]),
    ).toEqual([
      [1, noon, false, small],
      [2, noon + 1, true, large],
    ]);
    expect(kept[1]?.payload.body.length).toBeLessThan(large.length / 10);
  });

  test("shows that its source lives, at most once a second", async () => {
    await using scene = await openScene();
    const lastReceivedAt = async () => (await scene.sources.get(scene.scope, scene.source.id)).lastReceivedAt;
    const seen: unknown[] = [];
    for (const ms of [0, 999, 1, 5_000, -60_000]) {
      const at = scene.clock.pass(ms);
      await scene.record();
      seen.push((await lastReceivedAt()) === at);
    }
    expect(seen).toEqual([true, false, true, true, true]);
  });

  test("of another organization with the same id is another incident, with its own number", async () => {
    await using scene = await openScene();
    const tenant = await addTenant(scene);
    await scene.addRule();
    const [mine, theirs] = await Promise.all([scene.record(saying({})), scene.record(saying({}), { tenant })]);
    expect([mine.number, theirs.number, theirs.outcome, mine.notifications, theirs.notifications]).toEqual([
      1,
      1,
      "opened",
      1,
      0,
    ]);
    expect(mine.incidentId).not.toBe(theirs.incidentId);
    await expect(scene.incidents.get(scene.scope, theirs.incidentId)).rejects.toMatchObject({ code: "notFound" });
    await expect(scene.incidents.get(tenant.scope, mine.incidentId)).rejects.toMatchObject({ code: "notFound" });
    const listed = await scene.incidents.list(
      tenant.scope,
      { severities: [], statuses: [] },
      { limit: 9, after: null },
    );
    expect(listed.items.map(({ id }) => id)).toEqual([theirs.incidentId]);
  });
});

test("numbers count up within an organization, without gaps where a recording failed", async () => {
  await using scene = await openScene();
  const failing = () => {
    throw new Error("no decision");
  };
  const recorded = await Promise.allSettled(
    ["a", "b", "c"].map((externalId) =>
      scene.record(saying({}, noon, { externalId }), externalId === "b" ? { decide: failing } : {}),
    ),
  );
  expect(recorded.map((one) => (one.status === "fulfilled" ? one.value.number : one.reason.message))).toEqual([
    1,
    "no decision",
    2,
  ]);
});

test("a decision that throws leaves nothing behind, and the payload can come again", async () => {
  await using scene = await openScene();
  await scene.addRule();
  const before = { ...rowsIn(scene), source: await scene.sources.get(scene.scope, scene.source.id) };
  const failing = () => {
    throw new Error("no decision");
  };
  const incoming = saying(severe("high"), noon, { alerts: [alertOn("a-1", "high", noon, "srv-01")] });
  await expect(scene.record(incoming, { decide: failing })).rejects.toThrow("no decision");
  expect({ ...rowsIn(scene), source: await scene.sources.get(scene.scope, scene.source.id) }).toEqual(before);
  expect(await scene.record(incoming)).toMatchObject({ outcome: "opened", number: 1, notifications: 1, deliveries: 1 });
  expect((await scene.sources.get(scene.scope, scene.source.id)).lastReceivedAt).toBe(noon);
});

describe("any payloads of one incident", () => {
  const rounds = Array.from({ length: 12 }, (_, seed) => seed + 1);

  /** What is stored, without the ids, moments and sequence numbers of the way there. */
  const storedIn = ({ parts: { db } }: Scene) => ({
    incident: db
      .select()
      .from(incidents)
      .all()
      .map(({ layers, claimedOwn, claimedAlerts, title, severity, status, assignedTo, stub }) => {
        return { layers, claimedOwn, claimedAlerts, title, severity, status, assignedTo, stub };
      }),
    alerts: db
      .select({ key: alerts.key, severity: alerts.severity, alert: alerts.alert })
      .from(alerts)
      .orderBy(asc(alerts.key))
      .all(),
    evidence: db
      .selectDistinct({ term: evidenceTerms.term })
      .from(evidenceTerms)
      .orderBy(asc(evidenceTerms.term))
      .all(),
  });

  const recordAll = async (scene: Scene, all: readonly IncomingIncident[]): Promise<void> => {
    for (const incoming of all) {
      scene.clock.pass(1);
      await scene.record(incoming);
    }
  };

  test.each(rounds)("end in the same rows in whatever order they come (seed %i)", async (seed) => {
    const { random, payloads: all } = generated(seed);
    await using one = await openScene();
    await using other = await openScene();
    await recordAll(one, all);
    await recordAll(other, shuffled(all, random));
    expect(canonical(storedIn(other))).toBe(canonical(storedIn(one)));
  });

  test.each(rounds)("that come again, in whatever order, add no row (seed %i)", async (seed) => {
    const { random, payloads: all } = generated(seed);
    await using scene = await openScene();
    await scene.addRule();
    await recordAll(scene, all);
    const before = rowsIn(scene);
    const again = Array.from({ length: 12 }, () => all[Math.floor(random() * all.length)] ?? anIncoming());
    await recordAll(scene, again);
    expect(rowsIn(scene)).toEqual(before);
  });
});

describe("two processes", () => {
  test("that record the same incident at once lose no alert and use up once-per-incident once", async () => {
    await using folder = await temporaryFolder();
    await using one = await openScene({ path: folder.database });
    await using other = await openScene({ path: folder.database, beside: one });
    await one.addRule({ frequency: { kind: "oncePerIncident", alsoOnEscalation: false } });
    const keys = Array.from({ length: 24 }, (_, i) => `a-${i}`);
    const recorded = await Promise.all(
      keys.map((key, i) => (i % 2 ? one : other).record(saying({}, noon + i, { alerts: [alertOn(key)] }))),
    );
    const { alerts: read, changes } = await one.incidents.get(one.scope, recorded[0]?.incidentId ?? ("" as never));
    expect(read.map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
    expect(changes.map(({ seq }) => seq)).toEqual(keys.map((_, i) => i + 1));
    expect(recorded.map(({ outcome }) => outcome).toSorted()).toEqual(
      keys.map((_, i) => (i === 0 ? "opened" : "updated")),
    );
    expect(recorded.reduce((sum, { notifications }) => sum + notifications, 0)).toBe(1);
    expect(countsIn(one)).toMatchObject({ incidents: 1, told: 1, deliveries: 1, delivery_causes: 1 });
  });
});

const redirected = (externalId: string, redirectTo: string, at = noon, given: Partial<IncidentFacts> = {}) =>
  saying({ status: mapped("redirected"), redirectTo, ...given }, at, { externalId });

const familiesIn = ({ parts }: Scene) => {
  const rows = parts.db.select().from(incidents).orderBy(asc(incidents.externalId)).all();
  const nameOf = new Map(rows.map(({ id, externalId }) => [id, externalId]));
  return Object.fromEntries(rows.map((row) => [row.externalId, nameOf.get(row.familyId)]));
};

describe("an incident that was merged into another", () => {
  test("makes a stub of one that nobody has reported, which opens when it is", async () => {
    await using scene = await openScene();
    const source = await scene.record(redirected("a", "b"));
    const listed = () => scene.incidents.list(scene.scope, { severities: [], statuses: [] }, { limit: 9, after: null });
    expect(familiesIn(scene)).toEqual({ a: "b", b: "b" });
    expect((await listed()).items.map(({ externalId }) => externalId)).toEqual(["a"]);
    scene.clock.pass(secondMs);
    const target = await scene.record(saying({ title: "The target" }, noon, { externalId: "b" }));
    expect(target).toMatchObject({ outcome: "opened", kinds: ["opened"], number: 2 });
    expect(familiesIn(scene)).toEqual({ a: "b", b: "b" });
    const { incident, changes } = await scene.incidents.get(scene.scope, target.incidentId);
    expect(incident).toMatchObject({ stub: false, title: "The target", changeCount: 1 });
    expect(changes.map(({ seq, kinds }) => [seq, kinds])).toEqual([[1, ["opened"]]]);
    expect((await listed()).items.map(({ externalId }) => externalId)).toEqual(["b", "a"]);
    expect(source.number).toBe(1);
  });

  test("is a change of one that is known: merged, with the number that was folded in", async () => {
    await using scene = await openScene();
    await scene.addRule();
    const target = await scene.record(saying({}, noon, { externalId: "b" }));
    await scene.record(saying({}, noon, { externalId: "a" }));
    scene.clock.pass(secondMs);
    const merging = await scene.record(redirected("a", "b", noon + 1));
    expect(merging).toMatchObject({ outcome: "resolved", kinds: ["resolved"], notifications: 2 });
    const { incident, changes } = await scene.incidents.get(scene.scope, target.incidentId);
    expect(incident).toMatchObject({ changeCount: 2, lastChangeAt: noon + secondMs });
    expect(changes[1]).toMatchObject({ seq: 2, kinds: ["merged"], detail: { merged: [2] } });
    expect(familiesIn(scene)).toEqual({ a: "b", b: "b" });
  });

  test("is merged once: what is said of it later is no further change of the other", async () => {
    await using scene = await openScene();
    const target = await scene.record(saying({}, noon, { externalId: "b" }));
    await scene.record(redirected("a", "b", noon + 1));
    await scene.record(redirected("a", "b", noon + 2, { assignedTo: "ada" }));
    await scene.record(saying({ status: mapped("active") }, noon + 3, { externalId: "a" }));
    const { changes } = await scene.incidents.get(scene.scope, target.incidentId);
    expect(changes.map(({ kinds }) => kinds)).toEqual([["opened"], ["merged"]]);
  });

  test("takes its whole family along, and a cycle of redirects ends in one family", async () => {
    await using scene = await openScene();
    await scene.record(redirected("a", "b"));
    await scene.record(redirected("b", "c"));
    await scene.record(redirected("d", "a"));
    expect(new Set(Object.values(familiesIn(scene))).size).toBe(1);
    await scene.record(redirected("c", "a"));
    await scene.record(redirected("e", "e"));
    const { e, ...cycle } = familiesIn(scene);
    expect([e, new Set(Object.values(cycle)).size]).toEqual(["e", 1]);
  });

  test("joins the family however its payloads arrive", async () => {
    const writes = [
      saying({ status: mapped("resolved") }, noon, { externalId: "a" }),
      redirected("a", "b", noon + 1),
      saying({ status: mapped("active") }, noon + 2, { externalId: "a" }),
      saying({}, noon, { externalId: "b" }),
    ];
    for (const order of permutations(writes)) {
      await using scene = await openScene();
      for (const incoming of order) await scene.record(incoming);
      expect(familiesIn(scene)).toEqual({ a: "b", b: "b" });
    }
  });

  test("joins the family when the target is named later than the status", async () => {
    await using scene = await openScene();
    await scene.record(saying({ status: mapped("redirected") }, noon, { externalId: "a" }));
    await scene.record(saying({}, noon, { externalId: "b" }));
    await scene.record(redirected("a", "b", noon + 1));
    expect(familiesIn(scene)).toEqual({ a: "b", b: "b" });
    expect(changesIn(scene)).toEqual([
      [1, "opened", "resolved"],
      [1, "opened"],
      [2, "merged"],
    ]);
  });

  test("uses up once-per-incident for all of its family, whichever of them told", async () => {
    const once = { frequency: { kind: "oncePerIncident", alsoOnEscalation: false } } as const;
    const told = async (...payloads: readonly IncomingIncident[]) => {
      await using scene = await openScene();
      await scene.addRule(once);
      const notified: unknown[] = [];
      for (const incoming of payloads) {
        scene.clock.pass(secondMs);
        notified.push((await scene.record(incoming)).notifications);
      }
      return notified;
    };
    const [a, b] = [saying({}, noon, { externalId: "a" }), saying({}, noon, { externalId: "b" })];
    // The source told; its target then opens.
    expect(await told(a, redirected("a", "b", noon + 1), b)).toEqual([1, 0, 0]);
    // Both told before they were one.
    expect(await told(a, b, redirected("a", "b", noon + 1))).toEqual([1, 1, 0]);
    // The target told; the source is first heard of as a part of it.
    expect(await told(b, redirected("a", "b", noon + 1))).toEqual([1, 0]);
    // Nobody has told: the family is told of once.
    expect(await told(redirected("a", "b"), b)).toEqual([1, 0]);
  });

  test("belongs to the source that reports the target, once that is reported", async () => {
    await using scene = await openScene();
    const { id } = await scene.sources.create(
      scene.scope,
      { name: "Other door", kind: "generic", settings: {} },
      "hash",
    );
    await scene.record(redirected("a", "b"));
    const { incidentId } = await scene.intake.record(
      {
        organizationId: scene.organization.id,
        sourceId: id,
        incoming: saying({}, noon, { externalId: "b" }),
        payload: "{}",
        receivedAt: noon,
      },
      decideChange,
    );
    expect((await scene.incidents.get(scene.scope, incidentId)).incident.sourceId).toBe(id);
  });
});

test("once-per-incident is used up by telling somebody, not by a match that nobody may hear of", async () => {
  await using scene = await openScene();
  await scene.addRule({ severities: ["high"], frequency: { kind: "oncePerIncident", alsoOnEscalation: false } });
  const allow = (domain: string) =>
    scene.organizations.change(scene.scope, () => anOrganizationDraft({ allowedDomains: [domain] }));
  const notified: unknown[] = [];
  const next = async (incoming: IncomingIncident) => notified.push((await scene.record(incoming)).notifications);
  await next(saying(severe("low"), noon));
  await allow("fabrikam.example");
  await next(saying(severe("high"), noon + 1));
  expect(countsIn(scene)).toMatchObject({ decisions: 1, told: 0, deliveries: 0 });
  await allow("contoso.example");
  await next(saying({ ...severe("high"), assignedTo: "ada" }, noon + 2));
  await next(saying({ ...severe("high"), assignedTo: "grace" }, noon + 3));
  expect(notified).toEqual([0, 0, 1, 0]);
  expect(countsIn(scene)).toMatchObject({ decisions: 3, told: 1, deliveries: 1 });
});

test("a change is judged by the alerts that are new or graver in it, and by all where none is", async () => {
  await using scene = await openScene();
  const judged = async (incoming: IncomingIncident) => {
    let keys: readonly (string | null)[] = [];
    await scene.record(incoming, {
      decide: (fresh, knowledge) => {
        const decided = decideChange(fresh, knowledge);
        keys = decided.judged.alerts.map(({ key }) => key);
        return decided;
      },
    });
    return keys;
  };
  const [first, second] = [alertOn("a-1", "low"), alertOn("a-2", "low")];
  expect([
    await judged(saying({}, noon)),
    await judged(saying({}, noon, { alerts: [first, second] })),
    await judged(saying({}, noon + 1, { alerts: [first, alertOn("a-3", "low")] })),
    await judged(saying({}, noon + 2, { alerts: [alertOn("a-1", "high", noon + 2), second] })),
    await judged(saying({ status: mapped("resolved") }, noon + 3)),
  ]).toEqual([[null], ["a-1", "a-2"], ["a-3"], ["a-1"], ["a-1", "a-2", "a-3"]]);
});

describe("news for somebody who waits for a mail", () => {
  const deliveriesIn = ({ parts }: Scene) =>
    parts.db
      .select()
      .from(deliveries)
      .orderBy(asc(deliveries.id))
      .all()
      .map(({ address, state, severity, dueAt }) => ({ address, state, severity, dueAt: dueAt - noon }));

  test("joins the mail that nobody has claimed, and graver news hastens it", async () => {
    await using scene = await openScene();
    await scene.addRule();
    await scene.record(saying(severe("low"), noon));
    expect(deliveriesIn(scene)).toEqual([
      { address: "soc@contoso.example", state: "waiting", severity: "low", dueAt: 60_000 },
    ]);
    scene.clock.pass(10_000);
    const second = await scene.record(saying(severe("high"), noon + 1));
    expect(second).toMatchObject({ outcome: "escalated", notifications: 1, deliveries: 0 });
    scene.clock.pass(5_000);
    await scene.record(saying({ ...severe("high"), assignedTo: "ada" }, noon + 2));
    expect(deliveriesIn(scene)).toEqual([
      { address: "soc@contoso.example", state: "waiting", severity: "high", dueAt: 10_000 },
    ]);
    expect(countsIn(scene)).toMatchObject({ deliveries: 1, delivery_causes: 3 });
    const due = scene.parts.db.select({ dueAt: jobs.dueAt }).from(jobs).orderBy(asc(jobs.dueAt)).all();
    expect(due.map(({ dueAt }) => dueAt - noon)).toEqual([10_000, 60_000]);
  });

  test("makes a new mail once the first was claimed", async () => {
    await using scene = await openScene();
    await scene.addRule();
    await scene.record(saying(severe("high"), noon));
    const [first] = await scene.deliveries.dueJobs(scene.clock.now(), 9);
    await scene.deliveries.claim((first?.payload.deliveryId ?? "") as never, scene.clock.now());
    scene.clock.pass(secondMs);
    expect(await scene.record(saying({ ...severe("high"), assignedTo: "ada" }, noon + 1))).toMatchObject({
      deliveries: 1,
    });
    expect(deliveriesIn(scene).map(({ state, dueAt }) => [state, dueAt])).toEqual([
      ["sending", 0],
      ["waiting", 61_000],
    ]);
  });

  test("joins no mail of another incident or another address", async () => {
    await using scene = await openScene();
    await scene.addRule({ name: "One" });
    await scene.record(saying({}, noon, { externalId: "a" }));
    await scene.addRule({ name: "Two", recipients: [{ address: "ciso@contoso.example", tier: 0 }] });
    await scene.record(saying({}, noon, { externalId: "b" }));
    await scene.record(saying({ assignedTo: "ada" }, noon + 1, { externalId: "a" }));
    expect(
      deliveriesIn(scene)
        .map(({ address }) => address)
        .toSorted(),
    ).toEqual(["ciso@contoso.example", "ciso@contoso.example", "soc@contoso.example", "soc@contoso.example"]);
    expect(countsIn(scene)).toMatchObject({ delivery_causes: 5 });
  });

  test("is one mail for one address, however many rules ask for it", async () => {
    await using scene = await openScene();
    await scene.addRule({ name: "One" });
    await scene.addRule({ name: "Two" });
    expect(await scene.record(saying({}))).toMatchObject({ notifications: 2, deliveries: 1 });
    expect(countsIn(scene)).toMatchObject({ deliveries: 1, delivery_causes: 2, decisions: 2, told: 2 });
  });

  test("is announced as jobs where the queue is elsewhere, and is rows where it is embedded", async () => {
    await using elsewhere = await openScene({ jobsEmbedded: false });
    await elsewhere.addRule();
    const recorded = await elsewhere.record(saying(severe("high")));
    const [delivery] = elsewhere.parts.db.select().from(deliveries).all();
    expect(recorded.jobs).toEqual([
      {
        id: `${delivery?.id}-a1-${noon}`,
        name: "delivery.attempt",
        payload: { deliveryId: delivery?.id },
        dueAt: noon,
        urgent: true,
      },
    ]);
    expect(countsIn(elsewhere)).toMatchObject({ jobs: 0 });
    await using embedded = await openScene();
    await embedded.addRule();
    expect((await embedded.record(saying(severe("high")))).jobs).toEqual([]);
    expect(countsIn(embedded)).toMatchObject({ jobs: 1 });
  });
});

test("a payload that cannot be read is kept with its problem", async () => {
  await using scene = await openScene();
  const problem = { index: 3, path: "alerts.0.title", problem: "is missing", payload: "{ not json", receivedAt: noon };
  const id = await scene.intake.keepProblem({
    organizationId: scene.organization.id,
    sourceId: scene.source.id,
    ...problem,
  });
  expect(await scene.sources.problem(scene.scope, scene.source.id, id)).toEqual({
    id,
    ...problem,
    looksLike: null,
    resolvedAt: null,
  });
});

const permutations = <Value>(values: readonly Value[]): readonly (readonly Value[])[] =>
  values.length === 0
    ? [[]]
    : values.flatMap((value, i) => permutations(values.toSpliced(i, 1)).map((rest) => [value, ...rest]));

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const shuffled = <Value>(values: readonly Value[], random: () => number): readonly Value[] =>
  values
    .map((value) => ({ value, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ value }) => value);

/** Payloads of one incident whose times, fields, alerts and evidence collide often. */
const generated = (seed: number) => {
  const random = randomOf(seed);
  const oneOf = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random() * values.length)] ?? values[0];
  const maybe = <Value extends object>(value: Value): Partial<Value> => (random() < 0.5 ? value : {});
  const some = (most: number) => Array.from({ length: Math.floor(random() * (most + 1)) }, (_, i) => i);

  const payload = (): IncomingIncident => {
    const at = oneOf([0, noon, noon + 1, noon + 2]);
    const severity = () => severe(oneOf(["low", "medium", "high", "critical"]));
    const facts: Partial<IncidentFacts> = {
      ...maybe({ title: oneOf(["One", "Two"]) }),
      ...maybe(severity()),
      ...maybe({ status: mapped(oneOf(["active", "inProgress", "resolved"])) }),
      ...maybe({ assignedTo: oneOf(["ada", null]) }),
    };
    const said = some(3).map(() => ({
      key: oneOf(["a-1", "a-2", "a-3"]),
      facts: { ...maybe({ title: oneOf(["Alert", "Alarm"]) }), ...maybe(severity()) } as Partial<AlertFacts>,
      evidence: some(2).map(() => ({
        type: oneOf(["device", "user"] as const),
        key: oneOf(["x", "y"]),
        facts: { name: oneOf(["X", "x"]) } as Partial<EvidenceFacts>,
      })),
    }));
    const hash = testDigest(canonical([at, facts, said]));
    return anIncoming({
      layers: [aLayer(facts, at, hash)],
      alerts: said.map((alert) => ({
        key: alert.key,
        layers: [aLayer(alert.facts, at, hash)],
        evidence: alert.evidence.map(({ type, key, facts: named }) => ({
          type,
          key,
          layers: [aLayer(named, at, hash)],
        })),
      })),
    });
  };
  return { random, payloads: Array.from({ length: 2 + Math.floor(random() * 6) }, payload) };
};
