import { memberResponseSchema } from "@tocsin/core/accounts";
import { asId, minuteMs, pageSchema, wholeOrganization } from "@tocsin/core/kernel";
import { sha256 } from "@tocsin/secrets";
import { expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

/** Reads a stream of events until one of them is the one awaited. */
const follow = async (
  app: TestApp,
  headers: Record<string, string> = {},
  who: Record<string, string> = { authorization: "Bearer tat_of-ada" },
) => {
  const stop = new AbortController();
  const response = await fetch(`${app.url}/api/v1/events`, {
    headers: { ...who, ...headers },
    signal: stop.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    response,
    until: async (wanted: string): Promise<string> => {
      while (!text.includes(wanted)) {
        const part = await reader?.read();
        if (part === undefined || part.done) throw new Error(`The stream ended without ${wanted}: ${text}`);
        text += part.value;
      }
      return text;
    },
    ended: async (): Promise<void> => {
      while (!(await reader?.read())?.done);
    },
    [Symbol.dispose]: () => stop.abort(),
  };
};

test("whoever listens is told which incident and which mail has changed, by ids alone", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  using stream = await follow(app);
  expect(stream.response.headers.get("content-type")).toContain("text/event-stream");
  await stream.until("retry:");
  const { id } = await app.raise();
  const text = await stream.until("delivery.changed");
  expect(text).toContain(`event: incident.changed\ndata: {"id":"${id}"}`);
  expect(text).not.toContain("Ransomware");
});

test("whoever comes back is told to read again", async () => {
  await using app = await startReadyApp();
  using stream = await follow(app, { "last-event-id": "7" });
  await stream.until("event: reread");
});

test("nobody listens without being signed in", async () => {
  await using app = await startReadyApp();
  expect((await app.get("/api/v1/events", { token: null })).status).toBe(401);
});

test("the ninth stream of a person ends the first, and the end of the program all of them", async () => {
  await using app = await startReadyApp();
  const streams = [];
  for (let i = 0; i < 9; i += 1) streams.push(await follow(app));
  await streams[0]?.ended();
  app.parts.hub.close();
  await Promise.all(streams.slice(1).map((stream) => stream.ended()));
});

/** Ada, signed in with a browser. */
const signedIn = async (app: TestApp) => {
  const { items } = (await app.get("/api/v1/users")).as(pageSchema(memberResponseSchema));
  const session = await app.stores.sessions.open({
    userId: asId(items[0]?.id ?? ""),
    hash: sha256("ses_of-ada"),
    method: "password",
    secondFactor: false,
    address: null,
    network: "192.0.2.0",
    userAgent: null,
  });
  return { session, who: { cookie: "tocsin-session=ses_of-ada", "sec-fetch-site": "same-origin" } };
};

test("to leave a stream open is no use of a session: it goes idle, and the stream ends with it", async () => {
  await using app = await startReadyApp();
  const { who } = await signedIn(app);
  using stream = await follow(app, {}, who);
  await stream.until("retry:");
  app.wait(29 * minuteMs);
  await app.raise();
  await stream.until("incident.changed");
  app.wait(minuteMs);
  await stream.ended();
  expect((await app.get("/api/v1/me", { token: null, headers: who })).status).toBe(401);
});

test("a stream ends with its session, and tells no more than its reader may see by then", async () => {
  await using app = await startReadyApp();
  const { who, session } = await signedIn(app);
  using ended = await follow(app, {}, who);
  using narrowed = await follow(app);
  await Promise.all([ended, narrowed].map((stream) => stream.until("retry:")));
  await app.stores.sessions.revoke(session?.userId ?? asId(""), session?.id ?? asId(""));
  await ended.ended();
  app.stores.parts.sqlite
    .prepare("UPDATE role_assignments SET role = 'securityReader', device_groups = '[\"ungrouped\"]'")
    .run();
  const hidden = await app.organization();
  await app.stores.deviceGroups.create(wholeOrganization(asId(hidden.id)), {
    name: "Servers",
    description: "",
    conditions: [{ property: "name", operator: "startsWith", values: ["srv"] }],
  });
  const on = (name: string) => [{ id: name, title: name, evidence: [{ type: "device", name }] }];
  await app.ingest({ externalId: "x-1", title: "On a server", severity: "high", alerts: on("srv-01") });
  await app.ingest({ externalId: "x-2", title: "On a laptop", severity: "high", alerts: on("laptop-01") });
  const numbered = app.stores.parts.sqlite.prepare("SELECT id FROM incidents WHERE number = ?").pluck();
  const text = await narrowed.until(String(numbered.get(2)));
  expect(text).not.toContain(String(numbered.get(1)));
});
