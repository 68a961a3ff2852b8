import { gzipSync } from "node:zlib";
import { type IngestResponse, ingestResponseSchema } from "@tocsin/core/intake";
import { pageSchema } from "@tocsin/core/kernel";
import { payloadProblemResponseSchema, sourceResponseSchema } from "@tocsin/core/sources";
import { expect, test } from "vitest";
import { startReadyApp, startTestApp, type TestApp } from "../testing/start-test-app.ts";

const ndjson = "application/x-ndjson";

/** What was kept of the app's sources because it could not be read, by its id. */
const kept = async (app: TestApp) => {
  const sources = (await app.get("/api/v1/sources")).as(pageSchema(sourceResponseSchema)).items;
  const pages = await Promise.all(sources.map(({ id }) => app.get(`/api/v1/sources/${id}/problems?limit=200`)));
  const items = pages.flatMap((page, index) =>
    page
      .as(pageSchema(payloadProblemResponseSchema))
      .items.map(({ id }) => `/api/v1/sources/${sources[index]?.id}/problems/${id}`),
  );
  const whole = await Promise.all(items.map((path) => app.get(path)));
  return new Map(whole.map((answer) => answer.as(payloadProblemResponseSchema)).map((item) => [item.id, item]));
};

const problemsOf = ({ body }: { readonly body: unknown }) => (body as IngestResponse).problems;

test("one object is taken in, and the answer says what became of it", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  const answer = await app.ingest({ externalId: "x-1", title: "Ransomware", severity: "high" });
  expect(answer.status).toBe(202);
  expect(answer.body).toEqual({
    results: [
      {
        externalId: "x-1",
        incidentId: expect.any(String),
        number: 1,
        change: "opened",
        kinds: ["opened"],
        notifications: 1,
        deliveries: 1,
      },
    ],
    problems: [],
  });
  expect(await app.incidents()).toMatchObject([{ number: 1, title: "Ransomware" }]);
});

test("the same again is unchanged, and tells nobody", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  await app.raise();
  const answer = await app.ingest({ externalId: "x-1", title: "Ransomware", severity: "high" });
  expect(answer.as(ingestResponseSchema).results).toMatchObject([
    { number: 1, change: "unchanged", kinds: [], notifications: 0, deliveries: 0 },
  ]);
});

test.each([
  ["an array", [{ title: "one" }, { title: "two" }], undefined],
  ["an envelope", { value: [{ title: "one" }, { title: "two" }] }, undefined],
  ["lines", '{"title":"one"}\n\n{"title":"two"}\r\n', ndjson],
  ["lines with a charset", '{"title":"one"}\n{"title":"two"}', `${ndjson}; charset=utf-8`],
  ["a type with the suffix of JSON", [{ title: "one" }, { title: "two" }], "application/cloudevents-batch+json"],
])("several incidents may come as %s", async (_form, body, type) => {
  await using app = await startReadyApp();
  const answer = await app.ingest(body, type === undefined ? {} : { type });
  expect(answer.status).toBe(202);
  expect(answer.as(ingestResponseSchema).results.map(({ number, change }) => [number, change])).toEqual([
    [1, "opened"],
    [2, "opened"],
  ]);
});

test("an envelope of Microsoft Graph is opened by its kind", async () => {
  await using app = await startReadyApp();
  await app.makeSource("graph-security");
  const incident = { id: "924565", displayName: "Multi-stage incident", severity: "high", status: "active" };
  const answer = await app.ingest({ "@odata.context": "https://graph.example/", value: [incident] });
  expect(answer.as(ingestResponseSchema).results).toMatchObject([{ externalId: "924565", change: "opened" }]);
});

test("an empty list is nothing to complain about", async () => {
  await using app = await startReadyApp();
  expect(await app.ingest([])).toMatchObject({ status: 202, body: { results: [], problems: [] } });
});

test("a key may come as a bearer token or as the password of Basic, and as nothing else", async () => {
  await using app = await startTestApp();
  await app.setUp();
  const { key } = await app.makeSource();
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
  const statusWith = async (authorization: string) =>
    (await app.ingest({ title: "one" }, { token: null, headers: { Authorization: authorization } })).status;
  expect(await statusWith(`bearer ${key}`)).toBe(202);
  expect(await statusWith(basic(`anybody:${key}`))).toBe(202);
  expect(await statusWith(basic(`:${key}`))).toBe(202);
  for (const wrong of [key, `Bearer ${key}x`, basic(key), basic(`${key}:`), `Digest ${key}`, "Bearer", "Basic %"]) {
    expect(await statusWith(wrong), wrong).toBe(401);
  }
  expect((await app.ingest({ title: "one" }, { token: null })).status).toBe(401);
  expect((await app.ingest({ title: "one" }, { token: "tsk_unknown" })).status).toBe(401);
});

test("an administrator's access token is no source's key", async () => {
  await using app = await startTestApp();
  const { accessToken } = await app.setUp();
  expect((await app.ingest({ title: "one" }, { token: accessToken })).status).toBe(401);
});

test("what can be read is taken in, and what cannot is kept with its place in the body", async () => {
  await using app = await startReadyApp();
  const answer = await app.ingest([{ title: "one" }, { severity: "high" }, "three", { title: "four" }]);
  expect(answer.status).toBe(202);
  const { results, problems } = answer.as(ingestResponseSchema);
  expect(results.map(({ number }) => number)).toEqual([1, 2]);
  expect(problems).toEqual([
    { id: expect.any(String), index: 1, path: "title", problem: expect.stringContaining("is missing") },
    { id: expect.any(String), index: 2, path: "", problem: "is not an object" },
  ]);
  const stored = await kept(app);
  expect(problems.map(({ id }) => stored.get(id))).toMatchObject([
    { index: 1, path: "title", payload: '{"severity":"high"}' },
    { index: 2, path: "", payload: '"three"' },
  ]);
});

test("where nothing can be read the answer is a refusal that names what was kept", async () => {
  await using app = await startReadyApp();
  const answer = await app.ingest([{ severity: "high" }, 2]);
  expect(answer).toMatchObject({ status: 422, body: { type: "urn:tocsin:problem:invalid" } });
  expect(problemsOf(answer)).toMatchObject([{ index: 0, path: "title" }, { index: 1 }]);
  expect((await kept(app)).size).toBe(2);
});

test.each([
  ["cut off", '{"title":'],
  ["text", "Ransomware on srv-1"],
  ["nothing", ""],
  ["blank", " \n "],
  ["two documents without a type that says so", '{"title":"a"}\n{"title":"b"}'],
])("a body that is no JSON is refused, and kept all the same: %s", async (_case, body) => {
  await using app = await startReadyApp();
  const answer = await app.ingest(body);
  expect(answer).toMatchObject({ status: 400, body: { type: "urn:tocsin:problem:malformed" } });
  const [problem] = problemsOf(answer);
  expect(problem).toEqual({
    id: expect.any(String),
    index: 0,
    path: "",
    problem: expect.stringMatching(/^is not JSON/),
  });
  expect((await kept(app)).get(problem?.id ?? "")).toMatchObject({ payload: body });
});

test("a line that is no JSON is kept, and costs the other lines nothing", async () => {
  await using app = await startReadyApp();
  const answer = await app.ingest('{"title":"one"}\n\n{"title":\n{"title":"three"}\n7', { type: ndjson });
  expect(answer.status).toBe(202);
  const { results, problems } = answer.as(ingestResponseSchema);
  expect(results).toHaveLength(2);
  expect(problems).toEqual([
    { id: expect.any(String), index: 1, path: "line 3", problem: expect.stringMatching(/^is not JSON/) },
    { id: expect.any(String), index: 3, path: "", problem: "is not an object" },
  ]);
  expect((await kept(app)).get(problems[0]?.id ?? "")).toMatchObject({
    index: 1,
    path: "line 3",
    payload: '{"title":',
  });
});

test("lines of which none is JSON are refused as a whole", async () => {
  await using app = await startReadyApp();
  const answer = await app.ingest("one\ntwo", { type: ndjson });
  expect(answer.status).toBe(400);
  expect((await kept(app)).get(problemsOf(answer)[0]?.id ?? "")).toMatchObject({ path: "line 1", payload: "one\ntwo" });
});

test.each([
  "text/plain",
  "text/json",
  "multipart/form-data; boundary=x",
  "application/x-www-form-urlencoded",
  "application/xml",
  "application/x-ndjson-seq",
  "application/jsonx",
  "json",
])("a body of another type is refused unread: %s", async (type) => {
  await using app = await startReadyApp();
  expect((await app.ingest('{"title":"one"}', { type })).status).toBe(415);
  expect(await app.incidents()).toEqual([]);
  expect((await kept(app)).size).toBe(0);
});

test("a body of just under 5 MB is read, and one beyond is refused, packed or not", async () => {
  await using app = await startReadyApp();
  const of = (bytes: number) => JSON.stringify({ title: "large", filler: Array(bytes / 1_000).fill("x".repeat(997)) });
  expect((await app.ingest(of(5_000_000))).status).toBe(202);
  expect((await app.ingest(of(5_300_000))).status).toBe(413);
  const bomb = gzipSync(of(50_000_000), { level: 9 });
  expect(bomb.length).toBeLessThan(200_000);
  const packed = { headers: { "Content-Encoding": "gzip" } };
  expect((await app.ingest(Uint8Array.from(bomb), packed)).status).toBe(413);
  expect((await app.ingest(Uint8Array.from(gzipSync('{"title":"packed"}')), packed)).status).toBe(202);
}, 30_000);

test("a body whose length nobody announced is bounded too", async () => {
  await using app = await startReadyApp();
  const { key } = await app.makeSource();
  const chunk = new TextEncoder().encode(" ".repeat(100_000));
  let left = 60;
  const body = new ReadableStream({
    pull: (controller) => {
      left -= 1;
      if (left < 0) controller.close();
      else controller.enqueue(chunk);
    },
  });
  const response = await fetch(`${app.url}/api/v1/ingest`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    body,
    duplex: "half",
  } as RequestInit);
  expect(response.status).toBe(413);
});

test("a body that is not what its encoding says is refused", async () => {
  await using app = await startReadyApp();
  const as = (encoding: string) => app.ingest('{"title":"one"}', { headers: { "Content-Encoding": encoding } });
  expect((await as("gzip")).status).toBe(400);
  expect((await as("br")).status).toBe(400);
  expect((await as("compress")).status).toBe(415);
});

test("more documents than anybody sends at once are refused whole", async () => {
  await using app = await startReadyApp();
  expect(await app.ingest(Array(10_001).fill(0))).toMatchObject({ status: 413 });
  expect(await app.ingest("0\n".repeat(10_001), { type: ndjson })).toMatchObject({ status: 413 });
});

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const deepTitle = (levels: number) => `{"title":"deep","a":${nested(levels)}}`;

test.each([
  ["64 levels are read", deepTitle(63), 202],
  ["65 levels are not", deepTitle(64), 422],
  ["nor 100,000", deepTitle(100_000), 422],
])("nesting is bounded: %s", async (_case, body, status) => {
  await using app = await startReadyApp();
  const answer = await app.ingest(body);
  expect(answer.status).toBe(status);
  if (status === 202) return;
  const [problem] = problemsOf(answer);
  expect(problem).toMatchObject({ path: expect.stringMatching(/^a\.0\.0/), problem: expect.stringContaining("64") });
  expect((await kept(app)).get(problem?.id ?? "")).toMatchObject({ payload: body });
});

test("one document too deep costs the others of its list nothing", async () => {
  await using app = await startReadyApp();
  const tooDeep = `{"title":"deep","a":[1,{"b\\"":${nested(100_000)}},null,"é"],"__proto__":{}}`;
  const answer = await app.ingest(`[{"title":"one"},${tooDeep},{"title":"three"}]`);
  expect(answer.status).toBe(202);
  const { results, problems } = answer.as(ingestResponseSchema);
  expect(results).toHaveLength(2);
  expect(problems).toMatchObject([{ index: 1 }]);
  expect((await kept(app)).get(problems[0]?.id ?? "")?.payload).toBe(tooDeep);
});

test("keys that mean something to the language mean nothing here", async () => {
  await using app = await startReadyApp();
  const hostile = '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}';
  const answer = await app.ingest(`{"title":"one",${hostile},"alerts":[{"title":"a",${hostile}}]}`);
  expect(answer.status).toBe(202);
  expect((await app.ingest(`{${hostile}}`)).status).toBe(422);
  expect((await app.ingest('{"title":"toString","externalId":"__proto__","severity":"constructor"}')).status).toBe(202);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  expect(await app.incidents()).toHaveLength(2);
});

test("a byte order mark is no fault, and does not stand in the way of a retry", async () => {
  await using app = await startReadyApp();
  expect((await app.ingest('\ufeff{"title":"one"}')).status).toBe(202);
  expect((await app.ingest('\ufeff{"title":"one"}\n{"title":"two"}', { type: ndjson })).status).toBe(202);
  expect(await app.incidents()).toHaveLength(2);
});

test("a charset is honoured, and an unknown one refused", async () => {
  await using app = await startReadyApp();
  const utf16 = Uint8Array.from(Buffer.from('{"title":"Énorme"}', "utf16le"));
  const latin1 = Uint8Array.from(Buffer.from('{"title":"Énorme"}', "latin1"));
  expect((await app.ingest(utf16, { type: "application/json; charset=utf-16le" })).status).toBe(202);
  expect((await app.ingest(latin1, { type: "application/json; charset=iso-8859-1" })).status).toBe(202);
  expect((await app.ingest("{}", { type: "application/json; charset=klingon" })).status).toBe(415);
  expect(await app.incidents()).toMatchObject([{ title: "Énorme" }]);
});

test("bytes that are no UTF-8 and surrogates without their half are read as what they can be", async () => {
  await using app = await startReadyApp();
  const broken = Uint8Array.from([...Buffer.from('{"title":"a'), 0xff, 0xfe, ...Buffer.from('b"}')]);
  expect((await app.ingest(broken)).status).toBe(202);
  const lone = '{"title":"\\ud800 alone","externalId":"\\udc00","tags":["\\ud83d"],"\\ud800":1}';
  expect((await app.ingest(lone)).status).toBe(202);
  expect((await app.ingest(lone)).as(ingestResponseSchema).results).toMatchObject([{ change: "unchanged" }]);
  expect((await app.ingest('"\\ud800"')).status).toBe(422);
  for (const { title } of await app.incidents()) expect(title.isWellFormed()).toBe(true);
});

test("numbers beyond 2^53 stay apart when they are ids", async () => {
  await using app = await startReadyApp();
  const of = (id: string) => `{"externalId":${id},"title":"one","a":1e400,"b":-0,"c":"12345678901234567890"}`;
  const first = (await app.ingest(of("9007199254740992"))).as(ingestResponseSchema).results;
  const second = (await app.ingest(`[${of("9007199254740993")}]`)).as(ingestResponseSchema).results;
  expect(first).toMatchObject([{ externalId: "9007199254740992", number: 1 }]);
  expect(second).toMatchObject([{ externalId: "9007199254740993", number: 2 }]);
});

test("a key works for its own organization and source only, and not once that source is retired", async () => {
  await using app = await startReadyApp();
  const { id, key } = await app.makeSource();
  expect((await app.ingest({ title: "one" }, { token: key })).status).toBe(202);
  expect((await app.get("/api/v1/incidents", { token: key })).status).toBe(401);
  await app.remove(`/api/v1/sources/${id}`);
  expect((await app.ingest({ title: "two" }, { token: key })).status).toBe(401);
});

test("a source shows when it was last heard of", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeSource();
  expect((await app.get(`/api/v1/sources/${id}`)).body).toMatchObject({ lastReceivedAt: null });
  app.wait(5_000);
  await app.ingest({ title: "one" });
  expect((await app.get(`/api/v1/sources/${id}`)).body).toMatchObject({ lastReceivedAt: "2026-11-22T12:00:05.000Z" });
});

test("while the database cannot be written nothing is promised", async () => {
  await using app = await startReadyApp();
  const { intake, close } = app.stores;
  const record: typeof intake.record = async (request, decide) => {
    await close();
    return intake.record(request, decide);
  };
  await using full = await startTestApp({ ...app.stores, intake: { ...intake, record } });
  const { key } = await app.makeSource();
  const answer = await full.ingest({ title: "one" }, { token: key });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
});
