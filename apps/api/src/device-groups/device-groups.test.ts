import { afterAll, expect, test } from "vitest";
import { startReadyApp } from "../testing/start-test-app.ts";
import { startTwoOrganizations } from "../testing/start-two-organizations.ts";

/** For tests of which none leaves anything behind. */
const shared = await startReadyApp();
afterAll(() => shared[Symbol.asyncDispose]());

const path = "/api/v1/device-groups";
const conditions = [{ property: "name", operator: "startsWith", values: ["srv"] }];
const ungrouped = { id: "ungrouped", rank: null, name: "Ungrouped devices", description: "", conditions: [] };

test("groups come in rank order, and those without a group last", async () => {
  await using app = await startReadyApp();
  expect((await app.get(path)).body).toEqual({ items: [ungrouped], next: null });
  const ranges = [{ property: "ip", operator: "inRange", values: ["10.1.0.0/16", "2001:db8::/32"] }];
  const first = await app.post(path, { name: " Servers ", conditions });
  const second = await app.post(path, { name: "Plant", description: "Line 7", conditions: ranges });
  expect(first).toMatchObject({ status: 201, body: { name: "Servers", rank: 1, description: "", conditions } });
  expect(second).toMatchObject({ status: 201, body: { name: "Plant", rank: 2, conditions: ranges } });
  expect((await app.get(path)).body).toEqual({ items: [first.body, second.body, ungrouped], next: null });
});

test("a name is taken once, that of the ungrouped devices from the start", async () => {
  await using app = await startReadyApp();
  await app.post(path, { name: "Servers", conditions });
  expect((await app.post(path, { name: "SERVERS", conditions })).status).toBe(409);
  expect((await app.post(path, { name: "ungrouped devices", conditions })).status).toBe(409);
});

const withValues = (property: string, operator: string, values: unknown) => ({
  conditions: [{ property, operator, values }],
});

test.each([
  ["name", { name: "" }],
  ["conditions", { conditions: [] }],
  ["conditions.0.values.0", withValues("ip", "inRange", ["10.1.0.0/33"])],
  ["conditions.0.values.1", withValues("ip", "inRange", ["10.1.0.0/16", "ten"])],
  ["conditions.0.operator", withValues("ip", "is", ["10.1.0.0/16"])],
  ["conditions.0.operator", withValues("name", "matches", ["^(a+)+$"])],
  ["conditions.0.property", withValues("colour", "is", ["red"])],
  ["conditions.0.values", withValues("name", "is", [])],
  ["rank", { rank: 0 }],
  ["id", { id: "ungrouped" }],
])("a group is refused for its %s: %j", async (at, given) => {
  const answer = await shared.post(path, { name: "Servers", conditions, ...given });
  expect(answer).toMatchObject({ status: 422, body: { faults: [{ path: at }] } });
});

test("a range that is none is told what ranges there are", async () => {
  await using app = await startReadyApp();
  const answer = await app.post(path, { name: "Servers", ...withValues("ip", "inRange", ["ten"]) });
  const [fault] = (answer.body as { faults: { message: string }[] }).faults;
  expect(fault?.message).toMatch(/IPv4.*IPv6/);
});

test("another organization's groups are not there, and its names are free", async () => {
  await using two = await startTwoOrganizations();
  const { app, foreignToken: token } = two;
  await app.post(path, { name: "Servers", conditions });
  expect((await app.get(path, { token })).body).toEqual({ items: [ungrouped], next: null });
  expect(await app.post(path, { name: "Servers", conditions }, { token })).toMatchObject({ body: { rank: 1 } });
});
