import { connect } from "node:net";
import { problemSchema } from "@tocsin/core/kernel";
import { sourceCreatedSchema } from "@tocsin/core/sources";
import { Registry } from "prom-client";
import { afterAll, expect, test } from "vitest";
import { startReadyApp, startTestApp, type TestApp } from "../testing/start-test-app.ts";

/** For tests of which none leaves anything behind. */
const shared = await startReadyApp();
afterAll(() => shared[Symbol.asyncDispose]());

/** Sends a request as it is written here: fetch would mend what is wrong with it. */
const send = (app: TestApp, head: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(app.url).port), "127.0.0.1", () => {
      socket.write(`${head.trim().replaceAll("\n", "\r\n")}\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    });
    let answer = "";
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("close", () => resolve(answer)).on("error", reject);
  });

const statusOf = (answer: string): number => Number(answer.split(" ")[1]);

test("a caller without a token is told how to send one", async () => {
  await using app = await startReadyApp();
  const answer = await app.get("/api/v1/incidents", { token: null });
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="tocsin"');
});

test("every route that is not open refuses a caller without a token, with a wrong one, and with a source's key", async () => {
  await using app = await startReadyApp();
  const { key } = await app.makeSource();
  const guarded = app.contracts.filter(({ policy }) => !["public", "untilSetUp", "sourceKey"].includes(policy));
  expect(guarded.length).toBeGreaterThan(20);
  for (const { method, path } of guarded) {
    for (const token of [null, "tat_wrong", key]) {
      const at = path.replace(/\{\w+\}/g, "any");
      // The type is one that no route reads: who may not call is refused before the body is looked at.
      const body = method === "get" ? undefined : "<xml/>";
      const answer = await app.call(method.toUpperCase(), at, { token, body, type: "text/xml" });
      expect(answer.status, `${method} ${at} with ${token}`).toBe(401);
    }
  }
}, 30_000);

test("a token works as the password of Basic too, and is not taken from anywhere else", async () => {
  await using app = await startTestApp();
  const { accessToken } = await app.setUp();
  const basic = Buffer.from(`:${accessToken}`).toString("base64");
  const nobody = { token: null };
  const ok = await app.get("/api/v1/incidents", { ...nobody, headers: { Authorization: `Basic ${basic}` } });
  expect(ok.status).toBe(200);
  expect((await app.get(`/api/v1/incidents?access_token=${accessToken}`, nobody)).status).toBe(401);
  expect((await app.get("/api/v1/incidents", { ...nobody, headers: { Cookie: `token=${accessToken}` } })).status).toBe(
    401,
  );
});

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json", ""])(
  "no route reads a body of the type ‘%s’",
  async (type) => {
    await using app = await startReadyApp();
    const { id } = await app.organization();
    const bodies = app.contracts.filter(({ body, policy }) => body !== undefined && policy !== "untilSetUp");
    const draft = { name: "Scripts", kind: "generic", keyInPath: true };
    const { key } = (await app.post("/api/v1/sources", draft)).as(sourceCreatedSchema);
    for (const { method, path, policy } of bodies) {
      const at = path.replace("{key}", key).replace(/\{\w+\}/g, id);
      const token = policy === "sourceKey" ? { token: key } : {};
      const answer = await app.call(method.toUpperCase(), at, { body: '{"name":"x"}', type, ...token });
      expect(answer.status, `${method} ${at}`).toBe(415);
    }
  },
);

test.each(["/api", "/api/", "/api/v1", "/api/v2/incidents", "/api/v1/nothing", "/nowhere", "//"])(
  "an address that is none answers a problem: %s",
  async (path) => {
    const answer = await shared.get(path);
    expect(answer.status).toBe(404);
    expect(answer.as(problemSchema).detail).toMatch(/^There is no GET /);
  },
);

test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])(
  "a method that an address does not know is told which it knows, and an address that is none stays none: %s",
  async (method) => {
    const answer = await shared.call(method, "/api/v1/incidents");
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("GET, HEAD");
    expect((await shared.call(method, "/anywhere")).status).toBe(404);
    expect((await shared.call(method, "/api/v1/nothing")).status).toBe(404);
  },
);

test.each([
  ["GET", "/api/v1/ingest", "POST"],
  ["HEAD", "/api/v1/ingest", "POST"],
  ["PATCH", "/api/v1/sources", "GET, HEAD, POST"],
  ["PATCH", "/api/v1/sources/any", "DELETE, GET, HEAD, PUT"],
  ["PATCH", "/api/v1/device-groups/preview", "DELETE, GET, HEAD, POST, PUT"],
  ["DELETE", "/API/V1/Notification-Rules/", "GET, HEAD, POST"],
  ["POST", "/healthz", "GET, HEAD"],
  ["DELETE", "/api/docs", "GET, HEAD"],
])("%s %s answers 405 with every method of every route that the address fits", async (method, path, allowed) => {
  const answer = await shared.call(method, path, { token: null });
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, allowed]);
  if (method !== "HEAD") expect(answer.as(problemSchema).type).toBe("urn:tocsin:problem:methodNotAllowed");
});

test("HEAD answers as GET does, without the body, and to nobody else", async () => {
  await using app = await startReadyApp();
  const answer = await app.call("HEAD", "/api/v1/incidents");
  expect(answer).toMatchObject({ status: 200, text: "" });
  expect(answer.headers.get("content-type")).toContain("application/json");
  expect((await app.call("HEAD", "/api/v1/incidents", { token: null })).status).toBe(401);
});

test("a bug answers without a word of its cause, which the log has under the request's id", async () => {
  await using app = await startReadyApp();
  const list = () => Promise.reject(new TypeError("secret of the house"));
  await using broken = await startTestApp({ ...app.stores, incidents: { ...app.stores.incidents, list } });
  const answer = await broken.get("/api/v1/incidents", { token: "tat_of-ada" });
  expect(answer.body).toEqual({
    type: "urn:tocsin:problem:internal",
    title: "Something went wrong here",
    status: 500,
    detail: "This is a fault of ours. The log has it under the request's id.",
    requestId: answer.headers.get("x-request-id"),
  });
  const [line] = broken.log.map((entry) => JSON.parse(entry) as Record<string, unknown>);
  expect(line).toMatchObject({
    requestId: answer.headers.get("x-request-id"),
    route: "/api/v1/incidents",
    err: { message: "secret of the house", at: expect.arrayContaining([expect.stringContaining("http.test.ts")]) },
  });
  expect(broken.log.join("")).not.toContain("tat_of-ada");
});

test("what is thrown and is no error is a bug like any other", async () => {
  await using app = await startReadyApp();
  for (const thrown of [undefined, null, "text", { status: 200 }, { status: 418, body: "secret" }]) {
    const list = () => Promise.reject(thrown);
    await using broken = await startTestApp({ ...app.stores, incidents: { ...app.stores.incidents, list } });
    const answer = await broken.get("/api/v1/incidents", { token: "tat_of-ada" });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain("secret");
  }
});

test("a request id that was sent along is not believed", async () => {
  await using app = await startReadyApp();
  const headers = { "X-Request-Id": "11111111-1111-4111-8111-111111111111" };
  expect((await app.get("/healthz", { headers })).headers.get("x-request-id")).not.toBe(headers["X-Request-Id"]);
});

test("bodies are bounded: 1 MB, 64 levels, and no more than they say", async () => {
  await using app = await startReadyApp();
  const { id } = await app.organization();
  const path = `/api/v1/organizations/${id}`;
  expect((await app.patch(path, JSON.stringify({ name: "x".repeat(1_100_000) }))).status).toBe(413);
  const deep = `{"name":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  const answer = await app.patch(path, deep);
  expect(answer).toMatchObject({
    status: 422,
    body: { faults: [{ path: expect.stringMatching(/^name\.0\.0/), message: expect.stringContaining("64") }] },
  });
  expect((await app.patch(path, "{")).status).toBe(400);
  expect((await app.patch(path, "{}", { headers: { "Content-Encoding": "gzip" } })).status).toBe(400);
  expect((await app.patch(path, "{}", { type: "application/json; charset=klingon" })).status).toBe(415);
});

test("a body in a route that takes none is left alone", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeSource();
  expect((await app.post(`/api/v1/sources/${id}/keys`, "<xml/>", { type: "text/xml" })).status).toBe(201);
});

test("what a proxy says of the caller is not believed unless a proxy is trusted", async () => {
  const claim = { "X-Forwarded-For": "203.0.113.5", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example" };
  await using app = await startReadyApp();
  const plain = await app.get("/api/v1/incidents");
  const claimed = await app.get("/api/v1/incidents", { headers: claim });
  const known = (headers: Headers) => [...headers].filter(([name]) => !["x-request-id", "date"].includes(name));
  expect(known(claimed.headers)).toEqual(known(plain.headers));
  expect(app.log.join("")).not.toMatch(/203\.0\.113\.5|evil/);
});

test.each([
  "/api/v1/incidents",
  "/api/v1/incidents/",
  "/API/V1/Incidents",
  "//api/v1/incidents",
  "/api//v1/incidents",
  "/api/v1//incidents",
  "/./api/v1/incidents",
  "/api/v1/../v1/incidents",
  "/healthz/../api/v1/incidents",
  "/api/v1/incidents;x=1",
  "/api/v1/incidents%2f",
  "/api/v1%2fincidents",
  "/%61pi/v1/incidents",
  "/api/v1/%69ncidents",
  "/api/v1/%2e/incidents",
  "/api/v1/setup/%2e%2e/incidents",
  "/api/v1/incidents%00",
  "/api/v1/incidents%",
  "/api/v1/incidents/%E0%A4%A",
  "/api/docs/../v1/incidents",
  "/api/docs/%2e%2e/v1/incidents",
  "/assets/..%2fapi/v1/incidents",
  "http://localhost/api/v1/incidents",
  "*",
])("no spelling of an address leads past the door: %s", async (path) => {
  await shared.raise({ title: "Behind the door" });
  const answer = await send(shared, `GET ${path} HTTP/1.1`);
  expect([400, 401, 404]).toContain(statusOf(answer));
  expect(answer).not.toContain("Behind the door");
  expect(answer).toContain("application/problem+json");
});

test.each(["/api/v1/incidents/%E0%A4%A", "/%", "/api/v1/incidents/%ff", "/api/docs/%c0"])(
  "an address that cannot be decoded is a fault of the caller: %s",
  async (path) => {
    const answer = await send(shared, `GET ${path} HTTP/1.1\nAuthorization: Bearer tat_of-ada`);
    expect([400, 404]).toContain(statusOf(answer));
    expect(shared.log).toEqual([]);
  },
);

test("a very long address is answered, with little of it", async () => {
  await using app = await startReadyApp();
  const answer = await app.get(`/api/v1/${"x".repeat(10_000)}`);
  expect(answer.status).toBe(404);
  expect(answer.text.length).toBeLessThan(1_000);
  expect((await app.get(`/api/v1/incidents?cursor=${"x".repeat(10_000)}`)).status).toBe(422);
  expect(statusOf(await send(app, `GET /${"x".repeat(20_000)} HTTP/1.1`))).toBe(431);
});

test("an answer whose header cannot be written is a bug like any other", async () => {
  await using app = await startReadyApp();
  const registry = new Registry();
  Object.defineProperty(registry, "contentType", { value: "text/plain; x=\n" });
  // A line break in a header makes Node throw while the answer is written.
  await using broken = await startTestApp({
    ...app.stores,
    metrics: { ...app.parts.metrics, registry },
  });
  expect((await broken.get("/metrics")).status).toBe(500);
});

test("every answer says the same of its safety, whatever it is", async () => {
  await using app = await startReadyApp();
  const answers = await Promise.all([
    app.get("/healthz"),
    app.get("/api/v1/incidents"),
    app.get("/api/v1/incidents", { token: null }),
    app.get("/nowhere"),
    app.patch("/api/v1/organizations/x", "{"),
  ]);
  const safety = ({ headers }: { readonly headers: Headers }) =>
    ["content-security-policy", "x-frame-options", "referrer-policy", "x-content-type-options", "cache-control"].map(
      (name) => headers.get(name),
    );
  for (const answer of answers) expect(safety(answer)).toEqual(safety(answers[0] ?? answer));
  const policy = answers[0]?.headers.get("content-security-policy");
  for (const part of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
    expect(policy).toContain(part);
  }
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
});
