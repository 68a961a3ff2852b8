import type { TransportStep } from "@tocsin/core/transports";
import { expect, test } from "vitest";
import { startMicrosoft365Double } from "../../../../tests/microsoft365-double/index.ts";
import { startResendDouble } from "../../../../tests/resend-double/index.ts";
import { answer, type Sink, startSink, testAuthority } from "../../../../tests/smtp-sink/index.ts";
import type { TransportSetting } from "./setting.ts";
import type { SmtpSetting } from "./smtp-url.ts";
import { climb } from "./staircase.ts";
import { testMail } from "./test-mail.ts";
import { sharedInMemory } from "./testing.ts";

const mail = testMail({
  id: "0198",
  from: "Tocsin <tocsin@contoso.example>",
  to: "ada@contoso.example",
  by: "Ada <b>",
  destination: "here",
  publicUrl: "http://tocsin.example",
  now: Date.UTC(2026, 10, 28),
});

const serverOf = (sink: Pick<Sink, "port">, more: Partial<SmtpSetting> = {}): SmtpSetting => ({
  kind: "smtp",
  host: "127.0.0.1",
  port: sink.port,
  secure: "none",
  ...more,
});

const climbed = async (setting: TransportSetting) => {
  const told: (readonly TransportStep[])[] = [];
  const steps = await climb(setting, mail, sharedInMemory().roads, async (sofar) => void told.push(sofar));
  return { steps, told, states: steps.map(({ name, state }) => `${name} ${state}`) };
};

const failedOf = ({ steps }: { readonly steps: readonly TransportStep[] }) =>
  steps.find(({ state }) => state === "failed");

const allPassed = ["resolve passed", "connect passed", "secure passed", "signIn passed", "send passed"];

test("a good server is climbed to the top: the mail is there, and each step was told as it was taken", async () => {
  const auth = { user: "soc", pass: "right", methods: ["PLAIN"] as const };
  await using sink = await startSink({ tls: "starttls", auth });
  const setting = serverOf(sink, {
    host: "localhost",
    secure: "starttls",
    user: "soc",
    pass: "right",
    tls: { ca: testAuthority() },
  });
  const { states, steps, told } = await climbed(setting);
  expect(states).toEqual(allPassed);
  expect(told.map((sofar) => sofar.length)).toEqual([1, 2, 3, 4, 5]);
  expect(steps[2]?.said).toMatch(/^TLSv1\.[23], certificate of /);
  expect(steps[4]?.said).toMatch(/^250/);
  expect(sink.mails).toHaveLength(1);
});

test("a wrong password fails at the sign-in, with the server's words, what to do, and without the password", async () => {
  const auth = { user: "soc", pass: "right", methods: ["PLAIN"] as const };
  await using sink = await startSink({ auth });
  const { states, steps } = await climbed(serverOf(sink, { user: "soc", pass: "canary/wrong" }));
  expect(states).toEqual(["resolve passed", "connect passed", "secure passed", "signIn failed", "send skipped"]);
  expect(steps[3]).toMatchObject({
    cause: "wrongPassword",
    said: expect.stringContaining("535"),
    advice: expect.stringContaining("user name and password"),
  });
  expect(JSON.stringify(steps)).not.toContain("canary");
});

test.each([
  ["no STARTTLS where it is demanded", "secure", "startTlsMissing", { secure: "starttls" }],
  ["TLS from the start where the server speaks plainly", "secure", "tlsUnexpected", { secure: "tls" }],
] as const)("%s fails at securing the connection", async (_what, step, cause, more) => {
  await using sink = await startSink();
  expect(failedOf(await climbed(serverOf(sink, more)))).toMatchObject({ name: step, cause });
});

test("a certificate that nobody here trusts is said to be that", async () => {
  await using sink = await startSink({ tls: "starttls" });
  const failed = failedOf(await climbed(serverOf(sink, { host: "localhost", secure: "starttls" })));
  expect(failed).toMatchObject({ name: "secure", cause: "certificateUntrusted" });
});

test("a port where nothing listens, and a name that nobody knows, fail at their steps", async () => {
  const { port, stop } = await startSink();
  await stop();
  expect(failedOf(await climbed(serverOf({ port })))).toMatchObject({ name: "connect", cause: "refused" });
  const nowhere = failedOf(await climbed(serverOf({ port }, { host: "nowhere.invalid" })));
  expect(nowhere).toMatchObject({ name: "resolve", cause: "hostUnknown" });
});

test.each([
  ["the sender", "mail", "553 5.7.1 Sender address rejected: not owned by user soc", "senderNotAllowed"],
  ["the recipient", "rcpt", "550 5.1.1 User unknown", "recipientRefused"],
  ["mail just now", "rcpt", "451 4.7.1 Greylisted, try again", "comeBackLater"],
] as const)("a server that refuses %s is understood", async (_what, stage, reply, cause) => {
  await using sink = await startSink({ behave: answer(stage, reply) });
  const failed = failedOf(await climbed(serverOf(sink)));
  expect(failed).toMatchObject({ name: "send", cause, said: expect.stringContaining(reply) });
});

test("Resend and Microsoft 365 have the same steps, and say what they do not know", async () => {
  await using resend = await startResendDouble();
  const known = { kind: "resend", apiKey: resend.apiKey, baseUrl: resend.url } as const;
  expect((await climbed(known)).states).toEqual([
    "resolve passed",
    "connect passed",
    "secure skipped",
    "signIn passed",
    "send passed",
  ]);
  expect(failedOf(await climbed({ ...known, apiKey: "re_other" }))).toMatchObject({
    name: "signIn",
    cause: "keyRefused",
  });

  await using microsoft = await startMicrosoft365Double({ clientSecret: "the right one" });
  const { tenantId, sender, graphUrl, loginUrl } = microsoft;
  const application = { kind: "microsoftGraph", tenantId, clientId: "client-1", sender, graphUrl, loginUrl } as const;
  expect((await climbed({ ...application, clientSecret: "the right one" })).states.at(-1)).toBe("send passed");
  const refused = failedOf(await climbed({ ...application, clientSecret: "another" }));
  expect(refused).toMatchObject({ name: "signIn", cause: "tokenRefused" });
});

test("what the mail of a test says of others is text and not markup", () => {
  expect(mail.html).not.toContain("<b>");
  expect(mail.text).toContain("No incident has happened");
});
