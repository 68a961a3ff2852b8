import { expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const path = "/api/v1/device-groups";
const named = (value: string) => [{ property: "name", operator: "startsWith", values: [value] }];

const makeGroup = async (app: TestApp, name: string, prefix: string): Promise<string> => {
  const { body } = await app.post(path, { name, conditions: named(prefix) });
  return (body as { id: string }).id;
};

const onDevices = (...names: readonly string[]) => ({
  alerts: [
    {
      externalId: names.join(),
      title: "Odd",
      severity: "high",
      evidence: names.map((name) => ({ type: "device", name })),
    },
  ],
});

test("a preview shows the devices that match, in which group each is now, and how many there are", async () => {
  await using app = await startReadyApp();
  await makeGroup(app, "Servers", "srv-");
  await app.raise(onDevices("SRV-1", "srv-2", "lt-1"));
  const preview = await app.post(`${path}/preview`, { conditions: named("s") });
  const { devices, count } = preview.body as { devices: { name: string; deviceGroup: string }[]; count: number };
  expect(count).toBe(2);
  expect(devices.map(({ name, deviceGroup }) => [name.toLowerCase(), deviceGroup]).sort()).toEqual([
    ["srv-1", "Servers"],
    ["srv-2", "Servers"],
  ]);
  const all = await app.post(`${path}/preview`, {
    conditions: [{ property: "name", operator: "contains", values: ["-"] }],
  });
  expect(all.body).toMatchObject({ count: 3 });
});

test("a group is read, changed and moved, and the others make room", async () => {
  await using app = await startReadyApp();
  const [a, b, c] = [await makeGroup(app, "A", "a"), await makeGroup(app, "B", "b"), await makeGroup(app, "C", "c")];
  expect((await app.put(`${path}/${a}`, { name: "First", conditions: named("f") })).body).toMatchObject({
    name: "First",
    rank: 1,
  });
  expect((await app.put(`${path}/${b}`, { name: "first", conditions: named("f") })).status).toBe(409);
  const { items } = (await app.put(`${path}/${c}/rank`, { rank: 1 })).body as { items: { id: string; rank: number }[] };
  expect(items.map(({ id, rank }) => [id, rank])).toEqual([
    [c, 1],
    [a, 2],
    [b, 3],
    ["ungrouped", null],
  ]);
  expect((await app.get(`${path}/0190-unknown`)).status).toBe(404);
});

test("before a group is deleted one sees which rules it takes with it; none vanishes and none widens", async () => {
  await using app = await startReadyApp();
  const [servers, laptops] = [await makeGroup(app, "Servers", "srv"), await makeGroup(app, "Laptops", "lt")];
  const limitedTo = (...ids: readonly string[]) => ({ deviceGroups: { scope: "selected", ids } });
  const only = await app.makeRule({ name: "Only servers", ...limitedTo(servers) });
  const both = await app.makeRule({ name: "Both", ...limitedTo(servers, laptops) });
  await app.makeRule({ name: "All" });
  const concerned = [
    { id: both.id, name: "Both", stops: false },
    { id: only.id, name: "Only servers", stops: true },
  ];
  expect((await app.get(`${path}/${servers}/rules`)).body).toEqual({ items: concerned });
  expect((await app.remove(`${path}/${servers}`)).body).toEqual({ items: concerned });

  const rule = async (id: string) => (await app.get(`/api/v1/notification-rules/${id}`)).body;
  expect(await rule(both.id)).toMatchObject({ version: 2, needsAttention: null, deviceGroups: { ids: [laptops] } });
  expect(await rule(only.id)).toMatchObject({
    needsAttention: "its only device group, ‘Servers’, was deleted",
    deviceGroups: { scope: "selected", ids: [servers] },
  });

  // It tells of nothing until somebody mends it.
  const { id } = await app.raise(onDevices("srv-1"));
  const explained = (await app.get(`/api/v1/incidents/${id}/explanations`)).body as {
    rules: { rule: { name: string }; notified: boolean; changes: { flip: { change: string }[] | null }[] }[];
  };
  const stopped = explained.rules.find((one) => one.rule.name === "Only servers");
  expect(stopped?.notified).toBe(false);
  expect(stopped?.changes[0]?.flip?.map(({ change }) => change)).toContain(
    "mend the rule: its only device group, ‘Servers’, was deleted",
  );
  const mended = { name: "Only servers", recipients: [{ address: "soc@contoso.example" }], ...limitedTo(laptops) };
  expect((await app.put(`/api/v1/notification-rules/${only.id}`, mended)).body).toMatchObject({ needsAttention: null });
});
