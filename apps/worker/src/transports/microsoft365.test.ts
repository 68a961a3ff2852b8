import { minuteMs, secondMs } from "@tocsin/core/kernel";
import { describe, expect, test } from "vitest";
import {
  type GraphManner,
  type Microsoft365Double,
  startMicrosoft365Double,
} from "../../../../tests/microsoft365-double/index.ts";
import { createMicrosoft365, type Microsoft365Setting } from "./microsoft365.ts";
import { aRequest, sendThrough, sharedInMemory } from "./testing.ts";
import { mimeText, transportContract } from "./transport-contract.ts";

const settingFor = (
  double: Microsoft365Double,
  differences: Partial<Microsoft365Setting> = {},
): Microsoft365Setting => ({
  kind: "microsoftGraph",
  tenantId: double.tenantId,
  clientId: double.oauth.clientId,
  clientSecret: double.oauth.clientSecret,
  sender: double.sender,
  graphUrl: double.graphUrl,
  loginUrl: double.loginUrl,
  ...differences,
});

const mailboxOf = (
  double: Microsoft365Double,
  differences: Partial<Microsoft365Setting> = {},
  shared = sharedInMemory(),
) => {
  const transport = createMicrosoft365(settingFor(double, differences), shared.roads);
  return {
    ...transport,
    send: (request: ReturnType<typeof aRequest>) => sendThrough(transport, request),
    [Symbol.asyncDispose]: () => transport.close(),
  };
};

transportContract("microsoft 365", async () => {
  const double = await startMicrosoft365Double();
  return {
    transport: createMicrosoft365(settingFor(double), sharedInMemory().roads),
    takes: "accepted",
    arrived: async () => double.mails,
    asItArrives: mimeText,
    [Symbol.asyncDispose]: () => double.stop(),
  };
});

const accepted = { kind: "accepted", reply: expect.stringMatching(/^202 Accepted, request request-\d+$/) };
const inDoubt = { kind: "inDoubt", reason: expect.stringMatching(/./) };
const rejected = (code: string) => ({ kind: "rejected", code });
const deferred = (code: string | null, retryAfterMs: number | null = null) => ({
  kind: "deferred",
  code,
  retryAfterMs,
});
const says = (status: number, code: string, headers: Record<string, string> = {}): GraphManner => ({
  status,
  code,
  message: "in words",
  headers,
});

describe("what sendMail answers", () => {
  test.each<[string, GraphManner, object]>([
    ["202 is accepted", "take", accepted],
    ["a recipient that is none is rejected", says(400, "ErrorInvalidRecipients"), rejected("ErrorInvalidRecipients")],
    ["MIME that cannot be read is rejected", says(400, "ErrorMimeContentInvalid"), rejected("ErrorMimeContentInvalid")],
    ["a mail too large is rejected", says(413, "RequestEntityTooLarge"), rejected("RequestEntityTooLarge")],
    ["a missing right is deferred", says(403, "ErrorAccessDenied"), deferred("ErrorAccessDenied")],
    ["another's address as sender is deferred", says(403, "ErrorSendAsDenied"), deferred("ErrorSendAsDenied")],
    ["no mailbox is deferred", says(404, "MailboxNotEnabledForRESTAPI"), deferred("MailboxNotEnabledForRESTAPI")],
    ["a full mailbox of ours is deferred", says(507, "ErrorQuotaExceeded"), deferred("ErrorQuotaExceeded")],
    ["a day's limit is deferred", says(400, "ErrorExceededMessageLimit"), deferred("ErrorExceededMessageLimit")],
    [
      "too many requests are deferred as long as it asks",
      says(429, "ApplicationThrottled", { "retry-after": "12" }),
      deferred("ApplicationThrottled", 12 * secondMs),
    ],
    [
      "too many without a time wait half a minute",
      says(429, "MailboxConcurrency"),
      deferred("MailboxConcurrency", minuteMs / 2),
    ],
    [
      "a busy service is deferred",
      says(503, "ServiceUnavailable", { "retry-after": "3" }),
      deferred("ServiceUnavailable", 3_000),
    ],
    ["a fault of the service is in doubt", says(500, "InternalServerError"), inDoubt],
    ["a fault of a gateway is in doubt", says(504, "UnknownError"), inDoubt],
    ["another yes is in doubt", says(200, "OK"), inDoubt],
    ["a redirect is not followed", says(302, "Found", { location: "/" }), deferred("Found")],
    ["a connection cut with the mail taken is in doubt", "takeThenDrop", inDoubt],
    ["a connection cut without it is in doubt", "drop", inDoubt],
    ["silence is in doubt", "hang", inDoubt],
  ])("%s", async (_guarantee, mail, expected) => {
    await using double = await startMicrosoft365Double({ mail });
    await using transport = mailboxOf(double, { timeoutMs: 400 });
    expect(await transport.send(aRequest())).toMatchObject(expected);
    expect(double.requests).toBe(1);
  });

  test("nobody there is deferred", async () => {
    const double = await startMicrosoft365Double();
    await double.stop();
    await using transport = mailboxOf(double);
    expect(await transport.send(aRequest())).toMatchObject(deferred("ECONNREFUSED"));
  });
});

describe("the token", () => {
  test("is fetched once for many mails at once, with the application's own right", async () => {
    await using double = await startMicrosoft365Double();
    await using transport = mailboxOf(double);
    await Promise.all(Array.from({ length: 20 }, (_, n) => transport.send(aRequest(n))));
    expect(double.mails).toHaveLength(20);
    expect(double.oauth.asked).toEqual([
      {
        client_id: double.oauth.clientId,
        client_secret: double.oauth.clientSecret,
        grant_type: "client_credentials",
        scope: `${new URL(double.graphUrl).origin}/.default`,
      },
    ]);
  });

  test("is fetched anew before it ends", async () => {
    let at = Date.now();
    await using double = await startMicrosoft365Double();
    await using transport = mailboxOf(
      double,
      {},
      sharedInMemory(() => at),
    );
    await transport.send(aRequest(1));
    at += 54 * minuteMs;
    await transport.send(aRequest(2));
    expect(double.oauth.given).toHaveLength(1);
    at += 2 * minuteMs;
    expect(await transport.send(aRequest(3))).toEqual(accepted);
    expect(double.oauth.given).toHaveLength(2);
  });

  test("that was withdrawn is replaced once, and the mail goes out once", async () => {
    await using double = await startMicrosoft365Double();
    await using transport = mailboxOf(double);
    await transport.send(aRequest(1));
    double.oauth.withdrawAll();
    expect(await transport.send(aRequest(2))).toEqual(accepted);
    expect([double.oauth.given.length, double.mails.length, double.requests]).toEqual([2, 2, 3]);
  });

  test("that is refused again is deferred", async () => {
    await using double = await startMicrosoft365Double({ mail: says(401, "InvalidAuthenticationToken") });
    await using transport = mailboxOf(double);
    expect(await transport.send(aRequest())).toMatchObject(deferred("InvalidAuthenticationToken"));
    expect(double.requests).toBe(2);
  });

  test.each([
    ["a wrong secret", { clientSecret: "canary-of-the-client" }, "invalid_client"],
    ["an unknown application", { clientId: "somebody-else" }, "unauthorized_client"],
  ])("%s is deferred with the service's words", async (_what, differences, code) => {
    await using double = await startMicrosoft365Double();
    await using transport = mailboxOf(double, differences);
    const outcome = await transport.send(aRequest());
    expect(outcome).toMatchObject({
      ...deferred(code),
      reason: expect.stringMatching(/^The sign-in service refused us: /),
    });
    expect(double.requests).toBe(0);
  });

  test.each([
    ["a service that hangs up", "drop" as const],
    ["one that answers without a token", { status: 200, body: { ok: true } }],
    ["one that answers in HTML", { status: 503, body: "<html>" }],
  ])("%s defers, and no mail is offered", async (_what, manner) => {
    await using double = await startMicrosoft365Double({ manner });
    await using transport = mailboxOf(double);
    expect(await transport.send(aRequest())).toMatchObject({ kind: "deferred" });
    expect(double.requests).toBe(0);
  });
});

describe("the limits of a mailbox", () => {
  test("four requests are under way at once, and no more", async () => {
    await using double = await startMicrosoft365Double({ together: 4 });
    await using transport = mailboxOf(double);
    await Promise.all(Array.from({ length: 30 }, (_, n) => transport.send(aRequest(n))));
    expect([double.mails.length, double.mostAtOnce]).toEqual([30, 4]);
  });

  test("a wait that one worker was asked for is kept by the others, without asking again", async () => {
    await using double = await startMicrosoft365Double({
      mail: says(429, "ApplicationThrottled", { "retry-after": "60" }),
    });
    let at = Date.now();
    const shared = sharedInMemory(() => at);
    await using one = mailboxOf(double, {}, shared);
    await using other = mailboxOf(double, {}, shared);
    await one.send(aRequest(1));
    double.behave("take");
    expect(await other.send(aRequest(2))).toMatchObject(deferred("429", minuteMs));
    expect(double.requests).toBe(1);
    at += minuteMs;
    expect(await other.send(aRequest(2))).toEqual(accepted);
  });
});

test("neither secret nor token comes back in an outcome, whatever the servers repeat", async () => {
  await using double = await startMicrosoft365Double({ clientSecret: "canary secret/+=" });
  await using wrong = mailboxOf(double, { clientSecret: "canary other/+=" });
  await using right = mailboxOf(double);
  const repeating = (): GraphManner => ({
    status: 400,
    code: "x",
    message: `${double.oauth.given.join(" ")} canary%20secret%2F%2B%3D`,
  });
  double.behave(repeating);
  const outcomes = [await wrong.send(aRequest(1)), await right.send(aRequest(2))];
  double.oauth.withdrawAll();
  outcomes.push(await right.send(aRequest(3)));
  expect(JSON.stringify([outcomes, right.destination])).not.toMatch(/canary|access-token-\d/);
});
