import { hourMs, minuteMs, secondMs } from "@tocsin/core/kernel";
import { sourceChangedSchema, sourceCreatedSchema, sourceSigningSecretSchema } from "@tocsin/core/sources";
import { temporaryFolder } from "@tocsin/db/testing";
import { newSigningSecret, signatureOf } from "@tocsin/secrets";
import { describe, expect, test } from "vitest";
import type { Answer } from "../testing/answer.ts";
import { startReadyApp, startTestApp, type TestApp } from "../testing/start-test-app.ts";

interface Signed {
  readonly id: string;
  readonly key: string;
  readonly secret: string;
}

const addSigned = async (app: TestApp, given: object = {}): Promise<Signed> => {
  const draft = { name: "Signed", kind: "generic", signed: true, ...given };
  const { id, key, signingSecret = "" } = (await app.post("/api/v1/sources", draft)).as(sourceCreatedSchema);
  return { id, key, secret: signingSecret };
};

interface Sent {
  readonly body?: string;
  readonly id?: string;
  /** Of the sender's clock, beside ours. */
  readonly byMs?: number;
  readonly secrets?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
}

const incident = JSON.stringify({ externalId: "x-1", title: "Ransomware", severity: "high" });

/** Sends as a sender of Standard Webhooks does; `sentBody` goes over the wire in place of what was signed. */
const send = (app: TestApp, source: Signed, sent: Sent = {}, sentBody = sent.body ?? incident): Promise<Answer> => {
  const { body = incident, id = "msg_1", byMs = 0, secrets = [source.secret], headers = {} } = sent;
  const timestamp = String(Math.floor((app.parts.now() + byMs) / 1_000));
  const content = { id, timestamp, body: Buffer.from(body) };
  const signature = secrets.map((secret) => `v1,${signatureOf(secret, content)}`).join(" ");
  const signed = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature, ...headers };
  return app.call("POST", sent.path ?? "/api/v1/ingest", {
    token: sent.path === undefined ? source.key : null,
    type: "application/json",
    headers: signed,
    body: sentBody,
  });
};

describe("a source that signs", () => {
  test("takes in what is signed, and nothing that is not, with what is wrong and never what would be right", async () => {
    await using app = await startReadyApp();
    const source = await addSigned(app);
    const refused: readonly (readonly [Promise<Answer>, string])[] = [
      [app.ingest(JSON.parse(incident), { token: source.key }), "send webhook-id"],
      [send(app, source, { headers: { "webhook-timestamp": "now" } }), "whole number of seconds"],
      [send(app, source, { byMs: -5 * minuteMs - secondMs }), "more than 5 minutes"],
      [send(app, source, { byMs: 5 * minuteMs + secondMs }), "more than 5 minutes"],
      [send(app, source, { headers: { "webhook-id": "msg_2" } }), "No signature is of this body"],
      [send(app, source, {}, incident.replace("high", "higi")), "No signature is of this body"],
      [send(app, source, { secrets: [newSigningSecret()] }), "No signature is of this body"],
      [send(app, source, { headers: { "webhook-signature": "v1,guess" } }), "No signature is of this body"],
    ];
    for (const [answer, words] of refused) {
      const { status, text } = await answer;
      expect([status, text]).toEqual([401, expect.stringContaining(words)]);
      expect(text).not.toContain(source.secret.slice(6));
    }
    expect(await app.incidents()).toEqual([]);
    expect((await send(app, source, { byMs: -5 * minuteMs + secondMs })).status).toBe(202);
    expect(await app.incidents()).toHaveLength(1);
  });

  test("takes the same message in once, of a hundred that come at once to two replicas", async () => {
    await using folder = await temporaryFolder();
    await using app = await startReadyApp({ path: folder.database });
    await using other = await startTestApp({ path: folder.database });
    await app.makeRule();
    const source = await addSigned(app);
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => send(n % 2 === 0 ? app : other, source)));
    const taken = answers.filter(({ body }) => (body as { results?: unknown[] }).results?.length === 1);
    expect(taken).toHaveLength(1);
    expect(answers.filter(({ status }) => status !== 202 && status !== 409)).toEqual([]);
    expect((await send(other, source)).body).toEqual({ results: [], problems: [] });
    expect((await send(app, source, { id: "msg_2" })).body).toMatchObject({ results: [{ change: "unchanged" }] });
  });

  test("takes a message in again that it could not store the first time", async () => {
    await using app = await startReadyApp();
    const source = await addSigned(app);
    const { signing } = app.stores;
    expect(await signing.claim(source.id as never, "msg_1", app.parts.now())).toBe("first");
    expect((await send(app, source)).status).toBe(409);
    await signing.settle(source.id as never, "msg_1", false);
    expect((await send(app, source)).status).toBe(202);
    expect(await signing.claim(source.id as never, "msg_3", app.parts.now())).toBe("first");
    app.wait(minuteMs);
    expect((await send(app, source, { id: "msg_3" })).status).toBe(202);
  });

  test("goes on with an old secret for a day beside its successor, and with neither once signing is off", async () => {
    await using app = await startReadyApp();
    const source = await addSigned(app);
    const rotated = await app.post(`/api/v1/sources/${source.id}/signing-secrets`);
    const { signingSecret } = rotated.as(sourceSigningSecretSchema);
    const statusWith = async (id: string, secrets: readonly string[]) =>
      (await send(app, source, { id, secrets })).status;
    expect(await statusWith("a", [source.secret])).toBe(202);
    expect(await statusWith("b", [signingSecret])).toBe(202);
    app.wait(24 * hourMs);
    expect(await statusWith("c", [source.secret])).toBe(401);
    expect(await statusWith("d", [source.secret, signingSecret])).toBe(202);
    const off = await app.call("PUT", `/api/v1/sources/${source.id}`, {
      body: { name: "Signed", kind: "generic", signed: false },
    });
    expect(off.as(sourceChangedSchema)).toMatchObject({ signed: false });
    expect((await app.ingest(JSON.parse(incident), { token: source.key })).status).toBe(202);
  });

  test("shows its secret when it is made and never again, and an edit that does not speak of signing leaves it on", async () => {
    await using app = await startReadyApp();
    const source = await addSigned(app);
    expect(source.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const edited = await app.call("PUT", `/api/v1/sources/${source.id}`, { body: { name: "Other", kind: "generic" } });
    expect(edited.as(sourceChangedSchema)).toMatchObject({ name: "Other", signed: true });
    for (const { text } of [edited, await app.get("/api/v1/sources"), await app.get(`/api/v1/sources/${source.id}`)]) {
      expect(text).not.toContain("whsec_");
    }
    expect((await send(app, source)).status).toBe(202);
    const rows = app.stores.parts.sqlite.serialize().toString("latin1");
    expect(rows).not.toContain(source.secret.slice(6));
  });
});

test("a key in the address opens only a source that allows it", async () => {
  await using app = await startReadyApp();
  const open = await addSigned(app, { name: "Open", signed: false, keyInPath: true });
  const closed = await addSigned(app, { name: "Closed", signed: false });
  const statusAt = async ({ key }: Signed) =>
    (await app.call("POST", `/api/v1/ingest/${key}`, { token: null, body: JSON.parse(incident) })).status;
  expect([await statusAt(open), await statusAt(closed), await statusAt({ ...open, key: "tsk_none" })]).toEqual([
    202, 401, 401,
  ]);
});
