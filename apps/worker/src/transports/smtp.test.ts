import type { Outcome, SendRequest } from "@tocsin/core/deliveries";
import { describe, expect, test } from "vitest";
import {
  accept,
  acceptThenDrop,
  answer,
  drip,
  drop,
  greylist,
  hang,
  headerOf,
  type Sink,
  type SinkOptions,
  type Stage,
  startSink,
  testAuthority,
} from "../../../../tests/smtp-sink/index.ts";
import { startReferenceServer } from "../../../../tests/smtp-sink/reference-server.ts";
import { createSmtp } from "./smtp.ts";
import type { SmtpSetting, SmtpTimeouts } from "./smtp-url.ts";
import { aRequest, sendThrough } from "./testing.ts";
import { mimeText, transportContract } from "./transport-contract.ts";

/** How often each misbehaviour is repeated, so many of them at once; raise it to look for rarer races. */
const repeats = Number(process.env["TOCSIN_SMTP_REPEATS"] ?? 50);
const atOnce = 10;

const waitMs = 150;
const impatient = { greetingMs: waitMs, socketMs: waitMs };

const settingFor = (sink: Pick<Sink, "port">, differences: Partial<SmtpSetting> = {}): SmtpSetting => ({
  kind: "smtp",
  host: "127.0.0.1",
  port: sink.port,
  secure: "none",
  ...differences,
});

const smtpTo = (sink: Pick<Sink, "port">, differences: Partial<SmtpSetting> = {}) => {
  const transport = createSmtp(settingFor(sink, differences));
  return {
    ...transport,
    send: (request: SendRequest) => sendThrough(transport, request),
    [Symbol.asyncDispose]: () => transport.close(),
  };
};
type TestTransport = ReturnType<typeof smtpTo>;

const anyEnhanced = expect.toBeOneOf([null, expect.stringMatching(/^[245]\.\d+\.\d+$/)]);
const accepted = { kind: "accepted", reply: expect.stringMatching(/^250[ -]/) };
const rejected = (code: string | null, words = /./, enhancedCode: unknown = anyEnhanced) => ({
  kind: "rejected",
  reason: expect.stringMatching(words),
  code,
  enhancedCode,
});
const inDoubt = (words = /./) => ({ kind: "inDoubt", reason: expect.stringMatching(words) });
const deferred = (code: string | null, words = /./, enhancedCode: unknown = anyEnhanced) => ({
  kind: "deferred",
  reason: expect.stringMatching(words),
  code,
  enhancedCode,
  retryAfterMs: null,
});

const auth = { user: "soc", pass: "hunter2", methods: ["PLAIN"] as const };
const signedIn = { secure: "starttls", user: "soc", pass: "hunter2", tls: { ca: testAuthority() } } as const;
const ways: readonly [way: string, offer: SinkOptions, setting: Partial<SmtpSetting>][] = [
  ["smtp", {}, {}],
  ["smtp without pipelining", { pipelining: false }, {}],
  ["smtp over TLS, signed in", { tls: "starttls", auth }, signedIn],
  ["smtp without pipelining, over TLS, signed in", { pipelining: false, tls: "starttls", auth }, signedIn],
];

for (const [way, offer, setting] of ways) {
  transportContract(way, async () => {
    const sink = await startSink(offer);
    return {
      transport: createSmtp(settingFor(sink, setting)),
      takes: "accepted",
      arrived: async () => sink.mails.map(({ raw }) => raw.toString("latin1")),
      asItArrives: mimeText,
      [Symbol.asyncDispose]: () => sink.stop(),
    };
  });
}

test.each(ways)("%s carries a mail of megabytes, every line of which begins with a dot", async (_, offer, setting) => {
  await using sink = await startSink(offer);
  await using transport = smtpTo(sink, setting);
  const request = aRequest(1, { text: ".a line\n".repeat(400_000) });
  expect(await transport.send(request)).toEqual(accepted);
  expect(sink.mails.map(({ raw }) => raw.toString("latin1") === mimeText(request.mail))).toEqual([true]);
});

type Row = readonly [
  guarantee: string,
  conditions: SinkOptions & { readonly timeouts?: Partial<SmtpTimeouts> },
  expected: object,
  kept: "kept" | "not kept",
];

const rows: readonly Row[] = [
  // accepted
  ["a mail that the server took is accepted", {}, accepted, "kept"],
  ["a server that says yes and hangs up has accepted", { behave: acceptThenDrop }, accepted, "kept"],
  ["a server that speaks slowly is listened to", { behave: drip() }, accepted, "kept"],
  ["yes in several lines is yes", { behave: answer("dot", "250-taken\r\n250-with care\r\n250 ok") }, accepted, "kept"],

  // rejected: the message
  [
    "an unknown recipient is rejected",
    { behave: answer("rcpt", "550 5.1.1 no such user") },
    rejected("550", /5\.1\.1 no such user/),
    "not kept",
  ],
  [
    "a recipient's domain that takes no mail is rejected",
    { behave: answer("rcpt", "556 5.1.10 null MX") },
    rejected("556"),
    "not kept",
  ],
  [
    "a full mailbox that the server calls final is rejected",
    { behave: answer("rcpt", "552 5.2.2 over quota") },
    rejected("552"),
    "not kept",
  ],
  ["a disabled mailbox is rejected", { behave: answer("rcpt", "550 5.2.1 disabled") }, rejected("550"), "not kept"],
  [
    "a recipient refused without a reason is rejected",
    { behave: answer("rcpt", "550 no") },
    rejected("550"),
    "not kept",
  ],
  [
    "a refusal at DATA is rejected",
    { behave: answer("data", "554 5.5.1 no valid recipients") },
    rejected("554"),
    "not kept",
  ],
  [
    "refused content is rejected",
    { behave: answer("dot", "554 5.7.1 looks like spam") },
    rejected("554", /looks like spam/),
    "not kept",
  ],
  ["550 after the dot is rejected", { behave: answer("dot", "550 5.6.0 bad content") }, rejected("550"), "not kept"],
  ["552 after the dot is rejected", { behave: answer("dot", "552 5.3.4 too large") }, rejected("552"), "not kept"],
  ["553 after the dot is rejected", { behave: answer("dot", "553 5.1.3 bad address") }, rejected("553"), "not kept"],
  [
    "a refusal in several lines is rejected",
    { behave: answer("dot", "550-5.7.1 spam\r\n550 5.7.1 really") },
    rejected("550"),
    "not kept",
  ],
  [
    "a mail over the server's size is rejected unsent",
    { sizeMax: 100 },
    rejected("552", /larger than the server takes/),
    "not kept",
  ],
  [
    "a size refused at MAIL is rejected",
    { behave: answer("mail", "552 5.3.4 message too big") },
    rejected("552"),
    "not kept",
  ],
  [
    "a size refused in the middle of the mail is rejected",
    { behave: answer("body", "552 5.3.4 enough") },
    rejected("552"),
    "not kept",
  ],

  // deferred: the road
  [
    "a dropped connection before the greeting is deferred",
    { behave: drop("connect") },
    deferred("ECONNECTION", /No connection/),
    "not kept",
  ],
  [
    "a greeting of 554 is deferred",
    { behave: answer("connect", "554 5.3.2 no service here") },
    deferred("554", /no service here/),
    "not kept",
  ],
  [
    "a greeting of 421 is deferred",
    { behave: answer("connect", "421 4.3.2 shutting down") },
    deferred("421"),
    "not kept",
  ],
  [
    "a greeting that is none is deferred",
    { behave: answer("connect", "SSH-2.0-OpenSSH_9.2") },
    deferred("EPROTOCOL"),
    "not kept",
  ],
  [
    "a greeting that does not come is deferred",
    { behave: hang("connect"), timeouts: impatient },
    deferred("ETIMEDOUT"),
    "not kept",
  ],
  ["a refused EHLO is deferred", { behave: answer("ehlo", "550 5.7.1 who are you") }, deferred("550"), "not kept"],
  [
    "421 at EHLO is deferred",
    { behave: answer("ehlo", "421 4.7.0 too many connections") },
    deferred("421"),
    "not kept",
  ],
  ["a connection dropped at EHLO is deferred", { behave: drop("ehlo") }, deferred("ECONNECTION"), "not kept"],
  ["4xx at MAIL is deferred", { behave: answer("mail", "450 4.3.2 busy") }, deferred("450"), "not kept"],
  ["421 at MAIL is deferred", { behave: answer("mail", "421 4.3.2 shutting down") }, deferred("421"), "not kept"],
  [
    "a sender that the server's policy refuses is deferred",
    { behave: answer("mail", "550 5.7.1 not your address") },
    deferred("550"),
    "not kept",
  ],
  [
    "a sender unknown to the server is deferred",
    { behave: answer("mail", "553 5.1.8 bad sender domain") },
    deferred("553"),
    "not kept",
  ],
  [
    "a demand to sign in is deferred",
    { behave: answer("mail", "530 5.7.0 authentication required") },
    deferred("530"),
    "not kept",
  ],
  ["a connection dropped at MAIL is deferred", { behave: drop("mail") }, deferred("ECONNECTION"), "not kept"],
  ["silence at MAIL is deferred", { behave: hang("mail"), timeouts: impatient }, deferred("ETIMEDOUT"), "not kept"],
  ["4xx at RCPT is deferred", { behave: answer("rcpt", "451 4.7.1 greylisted") }, deferred("451"), "not kept"],
  ["421 at RCPT is deferred", { behave: answer("rcpt", "421 4.3.2 shutting down") }, deferred("421"), "not kept"],
  [
    "a relay that does not know us is deferred",
    { behave: answer("rcpt", "554 5.7.1 Relay access denied") },
    deferred("554"),
    "not kept",
  ],
  [
    "a relay that says so without a code is deferred",
    { behave: answer("rcpt", "550 relaying denied") },
    deferred("550"),
    "not kept",
  ],
  [
    "a block list at RCPT is deferred",
    { behave: answer("rcpt", "550 5.7.1 your address is listed") },
    deferred("550"),
    "not kept",
  ],
  ["a connection dropped at RCPT is deferred", { behave: drop("rcpt") }, deferred("ECONNECTION"), "not kept"],
  ["4xx at DATA is deferred", { behave: answer("data", "451 4.3.0 no space") }, deferred("451"), "not kept"],
  ["a connection dropped at DATA is deferred", { behave: drop("data") }, deferred("ECONNECTION"), "not kept"],
  ["silence at DATA is deferred", { behave: hang("data"), timeouts: impatient }, deferred("ETIMEDOUT"), "not kept"],
  ["450 after the dot is deferred", { behave: answer("dot", "450 4.2.0 later") }, deferred("450"), "not kept"],
  ["451 after the dot is deferred", { behave: answer("dot", "451 4.3.0 later") }, deferred("451"), "not kept"],
  ["452 after the dot is deferred", { behave: answer("dot", "452 4.3.1 no space") }, deferred("452"), "not kept"],
  ["421 after the dot is deferred", { behave: answer("dot", "421 4.3.2 shutting down") }, deferred("421"), "not kept"],
  [
    "a sender that may not send as itself is deferred",
    { behave: answer("dot", "550 5.7.60 may not send as this sender") },
    deferred("550"),
    "not kept",
  ],
  [
    "a domain that fails DMARC is deferred",
    { behave: answer("dot", "550 5.7.26 unauthenticated mail") },
    deferred("550"),
    "not kept",
  ],
  [
    "a reply that is none, before the mail, is deferred",
    { behave: answer("rcpt", "what?") },
    deferred(null),
    "not kept",
  ],

  // in doubt
  ["a connection dropped after the dot is in doubt", { behave: drop("dot") }, inDoubt(/did not answer/), "kept"],
  [
    "a connection dropped after the dot by a server that kept nothing is in doubt",
    { behave: drop("dot", { keep: false }) },
    inDoubt(),
    "not kept",
  ],
  ["a connection dropped before the dot is in doubt", { behave: drop("beforeDot") }, inDoubt(), "not kept"],
  ["a connection dropped in the middle of the mail is in doubt", { behave: drop("body") }, inDoubt(), "not kept"],
  ["silence after the dot is in doubt", { behave: hang("dot"), timeouts: impatient }, inDoubt(/Timeout/), "kept"],
  [
    "an answer whose lines disagree is in doubt",
    { behave: { dot: { reply: "250-taken\r\n550 refused", keep: true } } },
    inDoubt(/cannot be understood: 250-taken 550 refused/),
    "kept",
  ],
  [
    "an answer whose lines disagree the other way is in doubt",
    { behave: { dot: { reply: "550-refused\r\n250 taken", keep: true } } },
    inDoubt(),
    "kept",
  ],
  ["an answer that is none is in doubt", { behave: { dot: { reply: "OK", keep: true } } }, inDoubt(/OK/), "kept"],
  ["another 354 for an answer is in doubt", { behave: { dot: { reply: "354 go on", keep: true } } }, inDoubt(), "kept"],
  ["an answer cut off in its code is in doubt", { behave: { dot: { reply: "2", keep: true } } }, inDoubt(), "kept"],
  [
    "yes to a mail that was asked for in lines that disagree is in doubt",
    { behave: answer("data", "354-go\r\n550 no") },
    inDoubt(/not asked for/),
    "kept",
  ],
  [
    "yes to a mail that was asked for with something else than 354 is in doubt",
    { behave: answer("data", "250 go ahead") },
    inDoubt(/not asked for/),
    "kept",
  ],
];

describe.each([
  ["with pipelining", true],
  ["without pipelining", false],
])("%s", (_, pipelining) => {
  test.each(rows)("%s", async (_guarantee, { timeouts = {}, ...options }, expected, kept) => {
    await using sink = await startSink({ ...options, pipelining });
    const outcomes: Outcome[] = [];
    let next = 0;
    // Each over a connection of its own: a conversation that went wrong is what the next one must not know of.
    const repeat = async (): Promise<void> => {
      for (let n = next++; n < repeats; n = next++) {
        await using transport = smtpTo(sink, { timeouts });
        outcomes.push(await transport.send(aRequest(n)));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, repeat));
    expect(outcomes).toEqual(Array(repeats).fill(expected));
    expect(sink.mails).toHaveLength(kept === "kept" ? repeats : 0);
  });
});

describe("a road that is closed is deferred", () => {
  test("where nobody listens", async () => {
    const sink = await startSink();
    await sink.stop();
    await using transport = smtpTo(sink);
    expect(await transport.send(aRequest())).toEqual(
      deferred("ECONNREFUSED", /^No connection to the server: .*ECONNREFUSED/),
    );
  });

  test("where the name leads nowhere", async () => {
    await using transport = smtpTo({ port: 25 }, { host: "mail.invalid", timeouts: { connectMs: 2_000 } });
    expect(await transport.send(aRequest())).toMatchObject({ kind: "deferred" });
  });
});

describe("TLS", () => {
  const tls = { ca: testAuthority() };
  const secureRows = [
    ["smtps", { tls: "implicit" }, { secure: "tls", tls }],
    ["STARTTLS", { tls: "starttls" }, { secure: "starttls", tls }],
  ] as const;

  test.each(secureRows)("a mail goes through %s where the certificate holds", async (_way, offer, setting) => {
    await using sink = await startSink(offer);
    await using transport = smtpTo(sink, setting);
    expect(await transport.send(aRequest())).toEqual(accepted);
    expect(sink.mails.map(({ secure }) => secure)).toEqual([true]);
  });

  const certificateRows = [
    ["an unknown authority", "valid", {}],
    ["another host's name", "other-host", { tls }],
    ["an end in the past", "expired", { tls }],
  ] as const;

  describe.each(secureRows)("over %s", (_way, offer, setting) => {
    test.each(certificateRows)(
      "a certificate with %s defers, and no mail is offered",
      async (_fault, certificate, trust) => {
        await using sink = await startSink({ ...offer, certificate });
        await using transport = smtpTo(sink, { secure: setting.secure, ...trust });
        expect(await transport.send(aRequest())).toMatchObject({
          kind: "deferred",
          reason: expect.stringMatching(/certificate|altnames/i),
        });
        expect(sink.transactions).toEqual([]);
      },
    );
  });

  const strippedRows = [
    ["is not offered", {}],
    ["is offered and refused", { tls: "starttls", behave: answer("starttls", "454 4.7.0 not now") }],
    ["is offered and the connection is cut", { tls: "starttls", behave: drop("starttls") }],
    ["begins with something that is no TLS", { behave: answer("starttls", "220 go ahead\r\n250 ok") }],
  ] as const;

  test.each(strippedRows)("nothing but EHLO and STARTTLS is said where STARTTLS %s", async (_what, options) => {
    await using sink = await startSink(options);
    await using transport = smtpTo(sink, {
      secure: "starttls",
      tls,
      user: "soc",
      pass: "hunter2",
      timeouts: { connectMs: 500 },
    });
    expect(await transport.send(aRequest())).toMatchObject({ kind: "deferred" });
    const verbs = sink.events.filter(({ who }) => who === "client").map(({ text }) => text.split(" ")[0]);
    expect(verbs.slice(0, 2)).toEqual(["EHLO", "STARTTLS"]);
    expect(JSON.stringify(sink.events)).not.toMatch(/MAIL|AUTH PLAIN/);
  });

  test("what is said in clear behind the answer to STARTTLS is not believed", async () => {
    const injected = "220 go ahead\r\n250-sink\r\n250 SMTPUTF8";
    await using sink = await startSink({ tls: "starttls", behave: answer("starttls", injected) });
    await using transport = smtpTo(sink, { secure: "starttls", tls });
    expect(await transport.send(aRequest(1, { to: "zoë@contoso.example" }))).toEqual(rejected(null, /SMTPUTF8/));
    expect(await transport.send(aRequest(2))).toEqual(accepted);
    expect(sink.mails.map(({ secure }) => secure)).toEqual([true]);
  });

  test("a server that offers TLS beside plain text is not asked for it where plain text was agreed", async () => {
    await using sink = await startSink({ tls: "starttls", certificate: "expired" });
    await using transport = smtpTo(sink);
    expect(await transport.send(aRequest())).toEqual(accepted);
  });
});

describe("signing in", () => {
  const pass = "hunter2 ☃";
  const credentials = { user: "soc@contoso.example", pass };

  test.each(["PLAIN", "LOGIN"] as const)("%s carries user and password", async (method) => {
    await using sink = await startSink({ auth: { ...credentials, methods: [method] } });
    await using transport = smtpTo(sink, credentials);
    expect(await transport.send(aRequest())).toEqual(accepted);
    expect(sink.mails.map(({ user }) => user)).toEqual([credentials.user]);
  });

  test.each([
    ["a wrong password", "535 5.7.8 bad credentials", "535"],
    ["a server that cannot check it now", "454 4.7.0 try later", "454"],
    ["a policy against us", "550 5.7.1 not from there", "550"],
    ["too many tries", "421 4.7.0 too many", "421"],
  ])("%s is deferred", async (_what, reply, code) => {
    await using sink = await startSink({ auth: { ...credentials, methods: ["PLAIN"] }, behave: answer("auth", reply) });
    await using transport = smtpTo(sink, credentials);
    expect(await transport.send(aRequest())).toEqual(deferred(code, /^The server refused the sign-in: /));
    expect(sink.transactions).toEqual([]);
  });

  test.each(["PLAIN", "LOGIN"] as const)("no secret comes back out of a server that repeats %s", async (method) => {
    const base64 = (text: string) => Buffer.from(text).toString("base64");
    const plain = base64(`\0${credentials.user}\0${pass}`);
    const reply = `535 bad: ${pass} ${base64(pass)} ${plain}`;
    await using sink = await startSink({ auth: { ...credentials, methods: [method] }, behave: answer("auth", reply) });
    await using transport = smtpTo(sink, credentials);
    expect(await transport.send(aRequest())).toEqual(deferred("535", /: 535 bad: \*\*\* \*\*\* \*\*\*$/));
    expect(transport.destination).toBe(`127.0.0.1:${sink.port}`);
  });
});

describe("an address beyond ASCII", () => {
  const to = "zoë@contoso.example";

  test("goes to a server that offers SMTPUTF8", async () => {
    await using sink = await startSink({ smtputf8: true });
    await using transport = smtpTo(sink);
    expect(await transport.send(aRequest(1, { to }))).toEqual(accepted);
    expect(sink.mails.map((mail) => [mail.to, headerOf(mail, "To")])).toEqual([[[to], to]]);
  });

  test("is rejected in words where the server does not, and the connection serves the next mail", async () => {
    await using sink = await startSink();
    await using transport = smtpTo(sink);
    expect(await transport.send(aRequest(1, { to }))).toEqual(rejected(null, /SMTPUTF8/));
    expect(await transport.send(aRequest(2))).toEqual(accepted);
    expect([sink.connections, sink.transactions.length]).toEqual([1, 1]);
  });
});

describe("the enhanced status code", () => {
  test.each([
    ["of a greylisting server", answer("rcpt", "451 4.7.1 greylisted"), deferred("451", /./, "4.7.1")],
    ["of an answer in several lines", answer("dot", "451-4.3.1 no\r\n451 4.3.1 space"), deferred("451", /./, "4.3.1")],
    ["of a refused sign-on", answer("ehlo", "421 4.7.0 too many"), deferred("421", /./, "4.7.0")],
    ["of an unknown recipient", answer("rcpt", "550 5.1.1 no such user"), rejected("550", /./, "5.1.1")],
    ["is none where the server gave none", answer("mail", "450 busy, try 4.7.1 later"), deferred("450", /./, null)],
  ])("%s is kept", async (_what, behave, expected) => {
    await using sink = await startSink({ behave });
    await using transport = smtpTo(sink);
    expect(await transport.send(aRequest())).toEqual(expected);
  });
});

describe("the server's words", () => {
  test("are kept on one line of at most 500 characters", async () => {
    const lines = Array.from({ length: 100 }, (_, n) => `550${n < 99 ? "-" : " "}line ${n} \u001b[31mred\u202e`);
    await using sink = await startSink({ behave: answer("dot", lines.join("\r\n")) });
    await using transport = smtpTo(sink);
    const outcome = await transport.send(aRequest());
    expect(outcome).toEqual(rejected("550", /^The server refused the mail: 550-line 0 \[31mred 550-line 1 .*…$/));
    expect(JSON.stringify(outcome).length).toBeLessThan(700);
  });
});

describe("connections", () => {
  test("one connection serves mail after mail", async () => {
    await using sink = await startSink();
    await using transport = smtpTo(sink);
    for (let n = 0; n < 10; n += 1) expect(await transport.send(aRequest(n))).toEqual(accepted);
    expect(sink.connections).toBe(1);
  });

  test("there are never more than the setting says, and waiting mails go in the order in which they came", async () => {
    await using sink = await startSink({ behave: drip() });
    await using transport = smtpTo(sink, { maxConnections: 1 });
    await Promise.all(Array.from({ length: 10 }, (_, n) => transport.send(aRequest(n))));
    const ids = sink.mails.map((mail) => headerOf(mail, "Message-ID"));
    expect(ids).toEqual(Array.from({ length: 10 }, (_, n) => `<delivery-${n}@contoso.example>`));
    expect(sink.connections).toBe(1);
  });

  test("a burst opens five connections unless told otherwise", async () => {
    await using sink = await startSink();
    await using transport = smtpTo(sink);
    await Promise.all(Array.from({ length: 50 }, (_, n) => transport.send(aRequest(n))));
    expect([sink.connections, sink.mails.length]).toEqual([5, 50]);
  });

  test("a connection is left after 100 mails", async () => {
    await using sink = await startSink();
    await using transport = smtpTo(sink, { maxConnections: 1 });
    for (let n = 0; n < 101; n += 1) await transport.send(aRequest(n));
    expect([sink.connections, sink.mails.length]).toEqual([2, 101]);
  });

  test.each([
    ["refused at RCPT", answer("rcpt", "550 5.1.1 no such user")],
    ["refused after the dot", answer("dot", "554 5.7.1 spam")],
    ["deferred after the dot", answer("dot", "451 4.3.0 later")],
  ])("a mail that was %s leaves the connection to the next one", async (_what, behaviour) => {
    await using sink = await startSink({ behave: [behaviour, accept] });
    await using transport = smtpTo(sink);
    await transport.send(aRequest(1));
    expect(await transport.send(aRequest(2))).toEqual(accepted);
    expect(sink.connections).toBe(1);
  });

  test.each([
    ["garbled", { dot: { reply: "250-taken\r\n550 refused", keep: false } }],
    ["garbled at RCPT", answer("rcpt", "550-no\r\n250 yes")],
    ["given to a mail that was not asked for", { ...answer("data", "250 go"), dot: { keep: false } }],
    ["that the server is leaving", answer("dot", "421 4.3.2 shutting down")],
  ])("after an answer that is %s the connection is not used again", async (_what, behaviour) => {
    await using sink = await startSink({ behave: [behaviour, accept] });
    await using transport = smtpTo(sink);
    await transport.send(aRequest(1));
    expect(await transport.send(aRequest(2))).toEqual(accepted);
    expect([sink.connections, sink.mails.length]).toEqual([2, 1]);
  });

  test("a server that leaves between two mails costs the second no attempt", async () => {
    const mails = 20;
    await using sink = await startSink({ behave: (n) => (n % 2 === 0 ? acceptThenDrop : accept) });
    await using transport = smtpTo(sink);
    for (let n = 0; n < mails; n += 1) expect(await transport.send(aRequest(n))).toEqual(accepted);
    expect(sink.mails).toHaveLength(mails);
  });

  test("a server that says 421 to the second mail of a connection gets it over another one", async () => {
    await using sink = await startSink({ behave: [accept, answer("mail", "421 4.7.0 one mail a connection"), accept] });
    await using transport = smtpTo(sink);
    expect([await transport.send(aRequest(1)), await transport.send(aRequest(2))]).toEqual([accepted, accepted]);
    expect([sink.connections, sink.mails.length]).toEqual([2, 2]);
  });

  test("a server that comes back is used again", async () => {
    const first = await startSink();
    await using transport = smtpTo(first);
    expect(await transport.send(aRequest(1))).toEqual(accepted);
    await first.stop();
    expect(await transport.send(aRequest(2))).toMatchObject({ kind: "deferred" });
    await using second = await startSink({ port: first.port });
    expect(await transport.send(aRequest(2))).toEqual(accepted);
    expect(second.mails).toHaveLength(1);
  });

  test.each([
    ["its greeting", drip(waitMs), "deferred"],
    ["its answer to MAIL", { mail: { dripMs: waitMs } }, "deferred"],
    ["its answer to the mail", { dot: { dripMs: waitMs } }, "inDoubt"],
  ])("a server that drips %s without end is left when the send has taken too long", async (_what, behave, kind) => {
    await using sink = await startSink({ behave });
    await using transport = smtpTo(sink, { timeouts: { sendMs: waitMs * 4 } });
    expect(await transport.send(aRequest())).toMatchObject({ kind });
  });

  test("closing says goodbye on every connection", async () => {
    await using sink = await startSink();
    const transport = smtpTo(sink);
    await Promise.all([1, 2, 3].map((n) => transport.send(aRequest(n))));
    await transport.close();
    expect(sink.events.filter(({ text }) => text === "QUIT")).toHaveLength(sink.connections);
    expect(await transport.send(aRequest(4))).toEqual(deferred(null, /closing/));
  });
});

describe("what happened to one mail says nothing about the next", () => {
  test.each([
    ["refused at RCPT", answer("rcpt", "451 4.3.0 later"), "deferred"],
    ["refused at DATA", answer("data", "451 4.3.0 later"), "deferred"],
    ["dropped at MAIL", drop("mail"), "deferred"],
    ["dropped at DATA", drop("data"), "deferred"],
  ])("one that fails after 354 does not put in doubt a second that is %s", async (_what, behaviour, kind) => {
    for (const pipelining of [true, false]) {
      await using sink = await startSink({
        pipelining,
        behave: [answer("dot", "451 4.3.0 later"), behaviour, behaviour],
      });
      await using transport = smtpTo(sink, { maxConnections: 1 });
      expect(await transport.send(aRequest(1))).toEqual(deferred("451"));
      expect(await transport.send(aRequest(2))).toMatchObject({ kind });
      expect(sink.transactions.map(({ dataEntered }) => dataEntered)[0]).toBe(true);
    }
  });
});

describe("nothing is lost and nothing is repeated", () => {
  const mails = 60;
  const ids = Array.from({ length: mails }, (_, n) => `<delivery-${n}@contoso.example>`).sort();
  const stages: readonly Stage[] = ["connect", "ehlo", "mail", "rcpt", "data", "dot"];

  const sendUntilTaken = async (transport: Pick<TestTransport, "send">): Promise<void> => {
    await Promise.all(
      Array.from({ length: mails }, async (_, n) => {
        for (let attempt = 0; attempt < 50; attempt += 1) {
          const { kind } = await transport.send(aRequest(n));
          if (kind === "accepted") return;
          expect(kind).toBe("deferred");
        }
      }),
    );
  };
  const arrivedIds = (sink: Sink) => sink.mails.map((mail) => headerOf(mail, "Message-ID")).sort();

  test.each(stages)("where every fifth mail meets a 4xx at %s", async (stage) => {
    await using sink = await startSink({ behave: (n) => (n % 5 === 0 ? answer(stage, "451 4.3.0 later") : accept) });
    await using transport = smtpTo(sink);
    await sendUntilTaken(transport);
    expect(arrivedIds(sink)).toEqual(ids);
  });

  test("where the server greylists", async () => {
    await using sink = await startSink({ behave: greylist(3) });
    await using transport = smtpTo(sink);
    await sendUntilTaken(transport);
    expect(arrivedIds(sink)).toEqual(ids);
  });
});

test("a server by other people takes what we send", async () => {
  await using server = await startReferenceServer();
  await using transport = smtpTo(server);
  const text = ".\n..two\nZoë\n";
  expect(await transport.send(aRequest(1, { text, subject: "Één 🚨" }))).toEqual(accepted);
  expect(server.mails.map((raw) => raw.includes("\r\n..two\r\n"))).toEqual([true]);
});
