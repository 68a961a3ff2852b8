import type { Outcome } from "@tocsin/core/deliveries";
import { asId, hourMs } from "@tocsin/core/kernel";
import { describe, expect, test } from "vitest";
import { type Manner, type ResendDouble, startResendDouble } from "../../../../tests/resend-double/index.ts";
import { createResend, type ResendSetting } from "./resend.ts";
import { resendMail } from "./resend-mail.ts";
import { aRequest, sendThrough, sharedInMemory } from "./testing.ts";
import { transportContract } from "./transport-contract.ts";

const settingFor = ({ url, apiKey }: ResendDouble, differences: Partial<ResendSetting> = {}): ResendSetting => ({
  kind: "resend",
  apiKey,
  baseUrl: url,
  ...differences,
});

const resendTo = (double: ResendDouble, differences: Partial<ResendSetting> = {}, shared = sharedInMemory()) => {
  const transport = createResend(settingFor(double, differences), shared.roads);
  return {
    ...transport,
    send: (request: ReturnType<typeof aRequest>) => sendThrough(transport, request, shared.store),
    [Symbol.asyncDispose]: () => transport.close(),
  };
};

const asText = (fields: unknown): string => JSON.stringify(fields);

transportContract("resend", async () => {
  const double = await startResendDouble();
  const { roads, store } = sharedInMemory();
  return {
    transport: createResend(settingFor(double), roads),
    takes: "accepted",
    arrived: async () => double.mails.map(({ fields }) => asText(fields)),
    asItArrives: (mail) => {
      const { from, headers, html, subject, text, to } = madeOf(mail);
      return asText({ from, headers, html, subject, text, to });
    },
    store,
    [Symbol.asyncDispose]: () => double.stop(),
  };
});

const madeOf = (mail: Parameters<typeof resendMail>[0]) => {
  const made = resendMail(mail);
  if (!made.ok) throw new Error(made.problem);
  return made.value;
};

const say = (status: number, name: string, message: string, headers = {}): Manner => ({
  say: { status, body: { statusCode: status, name, message }, headers },
});

const rejected = (code: string) => ({ kind: "rejected", code, reason: expect.stringMatching(/^Resend refused/) });
const deferred = (code: string, retryAfterMs: number | null = null) => ({ kind: "deferred", code, retryAfterMs });
const inDoubt = { kind: "inDoubt", reason: expect.stringMatching(/./) };

describe("what Resend answers", () => {
  test.each<[string, Manner, object]>([
    [
      "yes is accepted with the id",
      "serve",
      { kind: "accepted", reply: expect.stringMatching(/^taken as [0-9a-f-]+$/) },
    ],
    [
      "a missing field is rejected",
      say(422, "missing_required_field", "Missing `to`"),
      rejected("missing_required_field"),
    ],
    ["a bad recipient is rejected", say(422, "validation_error", "Invalid `to` field"), rejected("validation_error")],
    ["refused content is rejected", say(451, "security_error", "We may have found a risk"), rejected("security_error")],
    ["a bad sender is deferred", say(422, "invalid_from_address", "Invalid `from`"), deferred("invalid_from_address")],
    ["a domain not verified is deferred", say(403, "validation_error", "not verified"), deferred("validation_error")],
    ["a missing key is deferred", say(401, "missing_api_key", "Missing"), deferred("missing_api_key")],
    ["a key that is restricted is deferred", say(401, "restricted_api_key", "no"), deferred("restricted_api_key")],
    ["a wrong key is deferred", say(403, "invalid_api_key", "API key is invalid"), deferred("invalid_api_key")],
    ["a wrong address of the API is deferred", say(404, "not_found", "no such endpoint"), deferred("not_found")],
    ["a redirect is not followed", { say: { status: 302, body: {}, headers: { location: "/" } } }, deferred("302")],
    [
      "too many requests are deferred as long as it asks",
      say(429, "rate_limit_exceeded", "slow down", { "retry-after": "7" }),
      deferred("rate_limit_exceeded", 7_000),
    ],
    [
      "a used-up day is deferred for as long as it asks",
      say(429, "daily_quota_exceeded", "no more today", { "retry-after": "7200" }),
      deferred("daily_quota_exceeded", 2 * hourMs),
    ],
    [
      "a used-up month is asked again in an hour",
      say(429, "monthly_quota_exceeded", "no"),
      deferred("monthly_quota_exceeded", hourMs),
    ],
    ["a fault of the server is in doubt", say(500, "application_error", "oops"), inDoubt],
    ["a fault of a gateway is in doubt", { say: { status: 502, body: "<html>" } }, inDoubt],
    ["a key that was used for another mail is in doubt", say(409, "invalid_idempotent_request", "differs"), inDoubt],
    ["a key that is in use is in doubt", say(409, "concurrent_idempotent_requests", "wait"), inDoubt],
    ["yes without an id is in doubt", { say: { status: 200, body: { ok: true } } }, inDoubt],
    ["a connection cut before an answer is in doubt", "takeThenDrop", inDoubt],
    ["a connection cut unread is in doubt", "dropUnread", inDoubt],
    ["silence is in doubt", "hang", inDoubt],
  ])("%s", async (_guarantee, manner, expected) => {
    await using double = await startResendDouble({ manner });
    await using transport = resendTo(double, { timeoutMs: 300 });
    expect(await transport.send(aRequest())).toMatchObject(expected);
  });

  test("nobody there is deferred, because nothing went out", async () => {
    const double = await startResendDouble();
    await double.stop();
    await using transport = resendTo(double);
    expect(await transport.send(aRequest())).toMatchObject({ kind: "deferred", code: "ECONNREFUSED" });
  });
});

describe("the key", () => {
  test("is the delivery and its redrive, and takes the same mail once", async () => {
    await using double = await startResendDouble({ manner: (_asked, n) => (n === 0 ? "takeThenDrop" : "serve") });
    await using transport = resendTo(double);
    expect(await transport.send(aRequest(1))).toMatchObject(inDoubt);
    const again = await transport.send({ ...aRequest(1), doubt: { batch: null } });
    expect(again).toEqual({ kind: "accepted", reply: `taken as ${double.mails[0]?.id}` });
    expect(double.mails).toHaveLength(1);
    await transport.send({ ...aRequest(1), redrive: 1 });
    expect(double.mails.map(({ key }) => key)).toEqual(["delivery-1-r0", "delivery-1-r1"]);
  });

  test("stays in doubt while another worker's request is under way", async () => {
    await using double = await startResendDouble({ manner: (_asked, n) => (n === 0 ? { holdMs: 200 } : "serve") });
    await using one = resendTo(double);
    await using other = resendTo(double);
    const outcomes = await Promise.all([one.send(aRequest()), other.send(aRequest())]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["accepted", "inDoubt"]);
    expect(double.mails).toHaveLength(1);
  });
});

describe("mails that wait together", () => {
  const many = (count: number, differences: Parameters<typeof aRequest>[1] = {}) =>
    Array.from({ length: count }, (_, n) => aRequest(n, differences));

  test("go out in few requests of at most a hundred", async () => {
    await using double = await startResendDouble();
    await using transport = resendTo(double);
    const outcomes = await Promise.all(many(250).map((request) => transport.send(request)));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(["accepted"]));
    expect(double.mails).toHaveLength(250);
    const sizes = double.requests.map(({ body }) => (body.startsWith("[") ? JSON.parse(body).length : 1));
    expect(Math.max(...sizes)).toBe(100);
    expect(sizes.length).toBeLessThanOrEqual(4);
  });

  test("go out after those that are urgent, however late these came", async () => {
    await using double = await startResendDouble();
    await using transport = resendTo(double);
    const urgent = { ...aRequest(150, { subject: "Urgent" }), urgent: true };
    await Promise.all([...many(150), urgent].map((request) => transport.send(request)));
    expect(double.mails).toHaveLength(151);
    expect(double.requests[0]?.body).toContain('"Urgent"');
  });

  test("settle each by itself where one of them is refused", async () => {
    const refused = "Invalid `to` field";
    const manner = ({ path }: { path: string }): Manner =>
      path === "/emails"
        ? "serve"
        : {
            say: { status: 200, body: { data: [{ id: "a" }, { id: "c" }], errors: [{ index: 1, message: refused }] } },
          };
    await using double = await startResendDouble({ manner });
    await using transport = resendTo(double);
    const outcomes = await Promise.all(many(3).map((request) => transport.send(request)));
    expect(outcomes).toMatchObject([
      { kind: "accepted", reply: "taken as a" },
      { kind: "rejected", reason: expect.stringContaining(refused) },
      { kind: "accepted", reply: "taken as c" },
    ]);
  });

  test("are in doubt where the answer leaves out one of them", async () => {
    const manner: Manner = { say: { status: 200, body: { data: [{ id: "a" }], errors: [] } } };
    await using double = await startResendDouble({ manner });
    await using transport = resendTo(double);
    const outcomes = await Promise.all(many(2).map((request) => transport.send(request)));
    expect(outcomes).toMatchObject([inDoubt, inDoubt]);
  });

  test("are sent one by one after a refusal that names none of them", async () => {
    const whole = say(422, "validation_error", "The batch cannot be read.");
    await using double = await startResendDouble({ manner: ({ path }) => (path === "/emails" ? "serve" : whole) });
    await using transport = resendTo(double);
    const outcomes = await Promise.all(many(3).map((request) => transport.send(request)));
    expect(outcomes.map(({ kind }) => kind)).toEqual(["deferred", "deferred", "deferred"]);
    const again = await Promise.all(many(3).map((request) => transport.send(request)));
    expect(again.map(({ kind }) => kind)).toEqual(["accepted", "accepted", "accepted"]);
    expect(double.mails).toHaveLength(3);
  });

  test("are sent again as the very same batch, whichever of them comes back first and however many do", async () => {
    await using double = await startResendDouble({ manner: "takeThenDrop" });
    const shared = sharedInMemory();
    await using transport = resendTo(double, {}, shared);
    const first = await Promise.all(many(3).map((request) => transport.send(request)));
    expect(first).toMatchObject([inDoubt, inDoubt, inDoubt]);
    const batch = asId<never>(double.requests[0]?.key?.replace("batch-", "") ?? "");
    double.behave("serve");
    const [one, , three] = many(3).map((request) => ({ ...request, doubt: { batch } }));
    if (!one || !three) throw new Error("There are three");
    expect(await transport.send(three)).toMatchObject({ kind: "accepted" });
    expect(await transport.send(one)).toMatchObject({ kind: "accepted" });
    expect(double.mails).toHaveLength(3);
    expect(new Set(double.requests.map(({ body, key }) => `${key} ${body}`)).size).toBe(1);
  });
});

describe("the limit", () => {
  test("is shared: four workers at once are told hardly ever that they are too fast", async () => {
    await using double = await startResendDouble({ perSecond: 20 });
    const shared = sharedInMemory();
    const workers = Array.from({ length: 4 }, () => resendTo(double, {}, shared));
    const doubted = (n: number) => ({ ...aRequest(n), doubt: { batch: null } }); // each in a request of its own
    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, n) => workers[n % 4]?.send(doubted(n)) as Promise<Outcome>),
    );
    await Promise.all(workers.map((worker) => worker.close()));
    // Without a shared limit it would be two in three. A busy machine may let a few of them meet on the way.
    expect(outcomes.filter(({ kind }) => kind === "accepted").length).toBeGreaterThan(50);
    expect(
      new Set(outcomes.map(({ kind }) => kind).filter((kind) => kind !== "accepted" && kind !== "deferred")),
    ).toEqual(new Set());
  });

  test("that is used up for hours puts off every mail with the reason, without asking again", async () => {
    await using double = await startResendDouble({ dailyQuota: 1 });
    await using transport = resendTo(double);
    await transport.send(aRequest(1));
    const told = await transport.send(aRequest(2));
    const asked = double.requests.length;
    const later = await Promise.all([3, 4].map((n) => transport.send(aRequest(n))));
    expect(told).toMatchObject(deferred("daily_quota_exceeded", hourMs));
    expect(later).toMatchObject([
      { kind: "deferred", reason: expect.stringMatching(/^Resend asks for time: .*daily/) },
      { kind: "deferred" },
    ]);
    expect(double.requests).toHaveLength(asked);
  });
});

test("the headers go along that are ours to set, on one line each", async () => {
  await using double = await startResendDouble();
  await using transport = resendTo(double);
  const headers = {
    "In-Reply-To": "<incident-1@contoso.example>",
    References: "<incident-1@contoso.example>",
    "List-Unsubscribe": "<https://tocsin.contoso.example/stop>",
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    "X-Tocsin-Incident": "1042\r\nBcc: mallory@evil.example",
    "Content-Type": "text/plain",
    Bcc: "mallory@evil.example",
    "Not a name": "x",
  };
  await transport.send(aRequest(1, { headers, from: '"SOC, night" <soc@contoso.example>', to: "Zoe@Büro.example" }));
  expect(double.mails[0]?.fields).toEqual({
    from: '"SOC, night" <soc@contoso.example>',
    to: "Zoe@xn--bro-hoa.example",
    subject: "[High] Incident 1042: Suspicious sign-in",
    html: "<p>Severity: high</p>\n",
    text: "Severity: high\n.a line that begins with a dot\n",
    headers: {
      "Message-ID": "<delivery-1@contoso.example>",
      "In-Reply-To": "<incident-1@contoso.example>",
      References: "<incident-1@contoso.example>",
      "List-Unsubscribe": "<https://tocsin.contoso.example/stop>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "X-Tocsin-Incident": "1042 Bcc: mallory@evil.example",
    },
  });
});

test("the key of the account comes back in no outcome, whatever the server repeats", async () => {
  const apiKey = "re_canary_0123456789";
  const repeated = `bad ${apiKey} ${Buffer.from(apiKey).toString("base64")}`;
  for (const manner of [
    say(403, "invalid_api_key", repeated),
    say(500, "x", repeated),
    say(422, "validation_error", repeated),
    say(429, "daily_quota_exceeded", repeated),
  ]) {
    await using double = await startResendDouble({ manner, apiKey });
    const shared = sharedInMemory();
    await using transport = resendTo(double, {}, shared);
    const outcomes = [await transport.send(aRequest(1)), await transport.send(aRequest(2))];
    expect(JSON.stringify([outcomes, transport.destination])).not.toMatch(/canary|cmVfY2FuYXJ5/);
  }
});
