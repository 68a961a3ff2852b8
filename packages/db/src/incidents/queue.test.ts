import type { IncidentFilter, IncidentSort } from "@tocsin/core/incidents";
import { type DeviceGroupId, minuteMs, type Scope, type Severity } from "@tocsin/core/kernel";
import { anIncoming, anIncomingAlert, anIncomingEvidence, mapped, noon } from "@tocsin/core/testing";
import { describe, expect, test } from "vitest";
import { deliveries } from "../deliveries/tables.ts";
import { openScene, planOf, type Scene, walk } from "../testing/index.ts";

const report = (scene: Scene, externalId: string, facts: object = {}, alerts: readonly object[] = []) =>
  scene.record(
    anIncoming({
      externalId,
      facts: { severity: mapped("high"), title: `Title of ${externalId}`, ...facts },
      alerts: alerts.map((alert) => anIncomingAlert(alert)),
    }),
  );

const found = async (
  scene: Scene,
  filter: Partial<IncidentFilter>,
  sort?: IncidentSort,
  scope: Scope = scene.scope,
) => {
  const whole = { severities: [], statuses: [], ...filter };
  const page = await scene.incidents.list(scope, whole, { limit: 99, after: null, ...(sort && { sort }) });
  return page.items.map(({ externalId }) => externalId);
};

const onDevice = (name: string) => [{ evidence: [anIncomingEvidence({ key: name })] }];

describe("the queue can be narrowed", () => {
  test("to a category of the incident or any of its alerts, and to a tag, however they are spelled", async () => {
    await using scene = await openScene();
    await report(scene, "own", { categories: ["Malware"], tags: ["VIP"] });
    await report(scene, "of-alert", {}, [{ facts: { categories: ["malware", "Phishing"] } }]);
    await report(scene, "none");
    expect(await found(scene, { categories: ["MALWARE"] })).toEqual(["of-alert", "own"]);
    expect(await found(scene, { categories: ["phishing", "x"] })).toEqual(["of-alert"]);
    expect(await found(scene, { tags: ["vip"] })).toEqual(["own"]);
    expect(await scene.incidents.facets(scene.scope)).toMatchObject({
      categories: [{ incidents: 2 }, { value: "Phishing", incidents: 1 }],
      tags: [{ value: "VIP", incidents: 1 }],
      assignedTo: [],
    });
  });

  test("to who works on it, or nobody", async () => {
    await using scene = await openScene();
    await report(scene, "ada", { assignedTo: "Ada" });
    await report(scene, "eve", { assignedTo: "Eve" });
    await report(scene, "nobody");
    expect(await found(scene, { assignedTo: ["Ada"] })).toEqual(["ada"]);
    expect(await found(scene, { assignedTo: [null, "Eve"] })).toEqual(["nobody", "eve"]);
  });

  test("to a device group, a source and a time", async () => {
    await using scene = await openScene();
    const servers = await scene.deviceGroups.create(scene.scope, {
      name: "Servers",
      description: "",
      conditions: [{ property: "name", operator: "startsWith", values: ["srv"] }],
    });
    await report(scene, "server", {}, onDevice("srv-01"));
    const later = scene.clock.pass(minuteMs);
    await report(scene, "laptop", {}, onDevice("lap-01"));
    expect(await found(scene, { deviceGroupIds: [servers.id] })).toEqual(["server"]);
    expect(await found(scene, { sourceIds: [scene.source.id] })).toEqual(["laptop", "server"]);
    expect(await found(scene, { changedFrom: later })).toEqual(["laptop"]);
    expect(await found(scene, { changedTo: later - 1 })).toEqual(["server"]);
  });

  test("to a number, a part of the title, or how a device or user begins", async () => {
    await using scene = await openScene();
    await report(scene, "one", { title: "Ransomware on 100% of servers" }, onDevice("srv-file-02"));
    await report(scene, "two", { title: "Phishing" });
    expect(await found(scene, { text: "2" })).toEqual(["two"]);
    expect(await found(scene, { text: "#1" })).toEqual(["one"]);
    expect(await found(scene, { text: "RANSOM" })).toEqual(["one"]);
    expect(await found(scene, { text: "100%" })).toEqual(["one"]);
    expect(await found(scene, { text: "SRV-file" })).toEqual(["one"]);
    expect(await found(scene, { text: "file-02" })).toEqual([]);
  });

  test("to those that nobody was told of: what was given up told nobody", async () => {
    await using scene = await openScene();
    await scene.addRule({ severities: ["high"], severityOf: "incident" });
    await report(scene, "told");
    await report(scene, "failed");
    await report(scene, "untold", { severity: mapped("low") });
    const [, failed] = scene.parts.db.select().from(deliveries).all();
    scene.parts.sqlite.prepare("update deliveries set state = 'failed' where id = ?").run(failed?.id);
    expect(await found(scene, { told: "nobody" })).toEqual(["untold", "failed"]);
    expect(await found(scene, { told: "anybody" })).toEqual(["told"]);
  });
});

describe("the queue", () => {
  test("counts all that its filters leave, whatever the page", async () => {
    await using scene = await openScene();
    for (let i = 0; i < 5; i += 1) await report(scene, `n-${i}`);
    await report(scene, "low", { severity: mapped("low") });
    const filter = { severities: ["high"], statuses: [] } as const;
    const { items, total } = await scene.incidents.list(scene.scope, filter, { limit: 2, after: null });
    expect([items.length, total]).toEqual([2, 5]);
  });

  test("can be walked in any order, each incident once", async () => {
    await using scene = await openScene();
    const levels: Severity[] = ["low", "critical", "high", "medium", "high", "low"];
    for (const [i, level] of levels.entries()) {
      scene.clock.pass(i % 2);
      await report(scene, `${i}`, { severity: mapped(level) });
    }
    const inOrder = async (sort: IncidentSort) =>
      (
        await walk(
          (page) => scene.incidents.list(scene.scope, { severities: [], statuses: [] }, { ...page, sort }),
          async () => {},
          2,
        )
      ).map(({ externalId }) => externalId);
    expect(await inOrder("-severity")).toEqual(["1", "4", "2", "3", "5", "0"]);
    expect(await inOrder("severity")).toEqual(["0", "5", "3", "2", "4", "1"]);
    expect(await inOrder("number")).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(await inOrder("-lastChange")).toEqual(["5", "4", "3", "2", "1", "0"]);
  });

  test("shows of each incident its alerts, categories, device groups and mails", async () => {
    await using scene = await openScene();
    await scene.addRule();
    await report(scene, "x", { categories: ["Malware"] }, [
      { key: "a", evidence: [anIncomingEvidence()] },
      { key: "b", facts: { status: mapped("resolved") } },
    ]);
    const page = { limit: 1, after: null };
    const { items } = await scene.incidents.list(scene.scope, { severities: [], statuses: [] }, page);
    expect(items).toMatchObject([
      {
        alertCounts: { total: 2, resolved: 1 },
        allCategories: ["Malware"],
        deviceGroupIds: ["ungrouped"],
        mails: { people: 0, lastAt: null, waiting: 1, failed: 0 },
      },
    ]);
    scene.parts.sqlite.prepare("update deliveries set state = 'captured', settled_at = ?").run(noon + 1);
    const told = await scene.incidents.list(scene.scope, { severities: [], statuses: [] }, page);
    expect(told.items[0]?.mails).toEqual({ people: 1, lastAt: noon + 1, waiting: 0, failed: 0 });
  });

  test("shows, counts and offers nothing outside the device groups of its reader", async () => {
    await using scene = await openScene();
    const servers = await scene.deviceGroups.create(scene.scope, {
      name: "Servers",
      description: "",
      conditions: [{ property: "name", operator: "startsWith", values: ["srv"] }],
    });
    const groups = new Set<DeviceGroupId>([servers.id]);
    const scope: Scope = { ...scene.scope, deviceGroups: groups, manages: groups };
    await report(scene, "server", { tags: ["a"] }, onDevice("srv-01"));
    const { incidentId } = await report(scene, "laptop", { tags: ["b"] }, onDevice("lap-01"));
    expect(await found(scene, {}, undefined, scope)).toEqual(["server"]);
    const page = await scene.incidents.list(scope, { severities: [], statuses: [] }, { limit: 1, after: null });
    expect(page.total).toBe(1);
    expect((await scene.incidents.facets(scope)).tags).toEqual([{ value: "a", incidents: 1 }]);
    await expect(scene.incidents.get(scope, incidentId)).rejects.toMatchObject({ code: "notFound" });
  });
});

test("a queue of 10,000 incidents is narrowed and sorted within the index that holds what it needs", async () => {
  await using scene = await openScene();
  const plan = planOf(
    scene.parts.sqlite,
    `select id, last_change_at, number from incidents where organization_id = 'x' and stub = 0
       and severity in ('high') and status in ('active') order by last_change_at desc, number desc limit 51`,
  );
  expect(plan).toEqual(["SEARCH incidents USING COVERING INDEX incidents_queue (organization_id=?)"]);
});
