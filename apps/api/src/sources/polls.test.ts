import { connectionTestSchema, sourceCreatedSchema, sourceResponseSchema } from "@tocsin/core/sources";
import { expect, test } from "vitest";
import { type SecurityDouble, startSecurityDouble } from "../../../../tests/microsoft-security-double/index.ts";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const secret = "secret-of-the-client";

const pollOf = (double: SecurityDouble, more = {}) => ({
  tenantId: double.tenantId,
  clientId: double.oauth.clientId,
  clientSecret: secret,
  baseUrl: double.graphUrl,
  loginUrl: double.loginUrl,
  ...more,
});

const create = async (app: TestApp, poll: object) =>
  (await app.post("/api/v1/sources", { name: "Our tenant", kind: "graph-security", poll })).as(sourceCreatedSchema);

test("a source that is polled shows how that goes, and never its secret", async () => {
  await using double = await startSecurityDouble();
  await using app = await startReadyApp();
  const made = await create(app, pollOf(double));
  expect(made.poll).toMatchObject({
    setting: { tenantId: double.tenantId, baseUrl: double.graphUrl, intervalSeconds: 60 },
    state: "waiting",
    lastSuccessAt: null,
    lastError: null,
    hasSecondSecret: false,
    holes: 0,
  });
  const answer = await app.get(`/api/v1/sources/${made.id}`);
  expect(answer.as(sourceResponseSchema).poll?.setting.clientId).toBe(double.oauth.clientId);
  expect(JSON.stringify(answer.body) + app.log.join("")).not.toContain(secret);
  const listed = await app.get("/api/v1/sources");
  expect(JSON.stringify(listed.body)).not.toContain(secret);
});

test("a kept secret stays through changes, but never follows to another tenant, application or address", async () => {
  await using double = await startSecurityDouble();
  await using app = await startReadyApp();
  const { id } = await create(app, pollOf(double));
  const { clientSecret: _, ...unchanged } = pollOf(double);
  const change = (poll: unknown) =>
    app.put(`/api/v1/sources/${id}`, { name: "Our tenant", kind: "graph-security", poll });
  const slower = await change({ ...unchanged, intervalSeconds: 300 });
  expect(slower.as(sourceResponseSchema).poll?.setting.intervalSeconds).toBe(300);
  for (const other of [
    { tenantId: "other.example" },
    { clientId: "other" },
    { loginUrl: "http://127.0.0.1:9" },
    { baseUrl: "http://127.0.0.1:9/v1.0" },
  ]) {
    const refused = await change({ ...unchanged, ...other });
    expect(refused).toMatchObject({ status: 422, body: { faults: [{ path: "poll.clientSecret" }] } });
  }
  const ended = await change(null);
  expect(ended.as(sourceResponseSchema).poll).toBeNull();
});

test("a change of a source tells in one entry of the audit log how it was polled and how it is, without secrets", async () => {
  await using double = await startSecurityDouble();
  await using app = await startReadyApp();
  const { id } = await create(app, pollOf(double));
  const changed = { name: "Their tenant", kind: "graph-security" };
  await app.put(`/api/v1/sources/${id}`, { ...changed, poll: pollOf(double, { intervalSeconds: 300 }) });
  await app.put(`/api/v1/sources/${id}`, changed);
  await app.put(`/api/v1/sources/${id}`, { ...changed, poll: null });
  const told = await app.get(`/api/v1/audit?object=${id}`);
  const stated = (name: string, intervalSeconds: number) => ({ name, poll: { intervalSeconds } });
  expect((told.body as { items: readonly unknown[] }).items).toMatchObject([
    { before: stated("Their tenant", 300), after: { name: "Their tenant", poll: null } },
    { before: stated("Their tenant", 300), after: stated("Their tenant", 300) },
    { before: stated("Our tenant", 60), after: stated("Their tenant", 300) },
    { before: null, after: stated("Our tenant", 60) },
  ]);
  expect(told.text).not.toContain(secret);
});

test("an address inside our own network is not knocked at", async () => {
  await using double = await startSecurityDouble();
  await using app = await startReadyApp({ pollHosts: [] });
  for (const baseUrl of ["https://169.254.169.254/latest", "http://graph.microsoft.com/v1.0", "https://localhost/"]) {
    const answer = await app.post("/api/v1/source-kinds/graph-security/test-connection", pollOf(double, { baseUrl }));
    expect(answer).toMatchObject({ status: 422, body: { faults: [{ path: "poll.baseUrl" }] } });
  }
  expect(double.oauth.asked).toEqual([]);
});

test("a source of a kind that is only sent cannot be polled", async () => {
  await using double = await startSecurityDouble();
  await using app = await startReadyApp();
  const answer = await app.post("/api/v1/sources", { name: "x", kind: "wazuh", poll: pollOf(double) });
  expect(answer).toMatchObject({ status: 422, body: { faults: [{ path: "poll" }] } });
  const unknown = await app.post("/api/v1/source-kinds/wazuh/test-connection", pollOf(double));
  expect(unknown.status).toBe(404);
});

test("a connection is tested before the source is made, and says what is wrong in plain words", async () => {
  await using double = await startSecurityDouble();
  await using app = await startReadyApp();
  const tested = async (more = {}) => {
    const answer = await app.post("/api/v1/source-kinds/graph-security/test-connection", pollOf(double, more));
    expect(JSON.stringify(answer.body)).not.toContain(secret);
    return answer.as(connectionTestSchema);
  };
  expect(await tested()).toMatchObject({ ok: true, fault: null, steps: [{ ok: true }, { ok: true }] });
  expect((await tested({ clientSecret: "wrong" })).fault).toMatchObject({
    cause: "wrongSecret",
    advice: expect.stringContaining("not its Secret ID"),
  });
  double.behave({ forbidden: true });
  expect((await tested()).fault).toMatchObject({
    cause: "missingPermission",
    advice: expect.stringContaining("SecurityIncident.Read.All"),
  });
  double.oauth.behave({
    status: 400,
    body: { error: "invalid_request", error_description: "AADSTS90002: Tenant not found" },
  });
  expect((await tested()).fault).toMatchObject({ cause: "wrongTenant" });
  double.behave({ clockAheadMs: 600_000 });
  double.oauth.behave("give");
  expect((await tested()).clockSkewSeconds).toBeGreaterThan(590);
});

test("a source's connection is tested with what is kept of it", async () => {
  await using double = await startSecurityDouble();
  await using app = await startReadyApp();
  const { id } = await create(app, pollOf(double));
  const answer = await app.post(`/api/v1/sources/${id}/test-connection`, {});
  expect(answer.as(connectionTestSchema).ok).toBe(true);
  const { id: sent } = await app.makeSource("generic");
  expect((await app.post(`/api/v1/sources/${sent}/test-connection`, {})).status).toBe(409);
});
