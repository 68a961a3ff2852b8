import { minuteMs } from "@tocsin/core/kernel";
import type { TokenSetting } from "@tocsin/outbound";
import { describe, expect, test } from "vitest";
import { type OauthDouble, type OauthDoubleOptions, startOauthDouble } from "../../../../tests/oauth-double/index.ts";
import { answer, type Behave, startSink } from "../../../../tests/smtp-sink/index.ts";
import { createSmtp } from "./smtp.ts";
import { aRequest, sendThrough } from "./testing.ts";
import { mimeText, transportContract } from "./transport-contract.ts";

const user = "alarm@contoso.example";
const scope = "https://outlook.office365.com/.default";

const tokenSetting = ({ tokenUrl, clientId, clientSecret }: OauthDouble): TokenSetting => ({
  tokenUrl,
  clientId,
  clientSecret,
  scope,
});

const start = async (
  options: OauthDoubleOptions = {},
  differences: Partial<TokenSetting> = {},
  behave: Behave = {},
  now?: () => number,
) => {
  const oauth = await startOauthDouble(options);
  const auth = { user, pass: "", methods: ["XOAUTH2"] as const, holds: oauth.holds };
  const sink = await startSink({ auth, behave });
  const server = { kind: "smtp", host: "127.0.0.1", port: sink.port, secure: "none" } as const;
  const setting = { ...server, user, oauth: { ...tokenSetting(oauth), ...differences } };
  const transport = createSmtp(setting, now);
  return {
    oauth,
    sink,
    transport,
    send: (n = 1) => sendThrough(transport, aRequest(n)),
    [Symbol.asyncDispose]: async () => {
      await transport.close();
      await sink.stop();
      await oauth.stop();
    },
  };
};

const accepted = { kind: "accepted" };

transportContract("smtp, signed in by a token", async () => {
  const { sink, transport, ...rest } = await start();
  return {
    transport,
    takes: "accepted",
    arrived: async () => sink.mails.map(({ raw }) => raw.toString("latin1")),
    asItArrives: mimeText,
    [Symbol.asyncDispose]: rest[Symbol.asyncDispose],
  };
});

describe("a token", () => {
  test("is fetched by the application's own right, once for every connection", async () => {
    await using all = await start();
    await Promise.all(Array.from({ length: 20 }, (_, n) => all.send(n)));
    expect(all.sink.mails.map((mail) => mail.user)).toEqual(Array(20).fill(user));
    expect(all.oauth.asked).toMatchObject([{ grant_type: "client_credentials", scope }]);
  });

  test("is fetched by a person's consent where there is one, and the newest consent is kept", async () => {
    let at = Date.now();
    const options = { refreshToken: "refresh-token-0", rotates: true };
    await using all = await start(
      options,
      { refreshToken: "refresh-token-0" },
      (n) => ({ dot: n === 0 ? { after: "drop" } : {} }),
      () => at,
    );
    expect(await all.send(1)).toMatchObject(accepted);
    at += 120 * minuteMs;
    all.oauth.withdrawAll();
    expect(await all.send(2)).toMatchObject(accepted);
    expect(all.oauth.asked).toMatchObject([
      { grant_type: "refresh_token", refresh_token: "refresh-token-0" },
      { grant_type: "refresh_token", refresh_token: "refresh-token-1" },
    ]);
  });

  test("that was withdrawn before its time is replaced by a new one, once", async () => {
    await using all = await start({}, {}, (n) => ({ dot: n === 0 ? { after: "drop" } : {} }));
    await all.send(1);
    all.oauth.withdrawAll();
    expect(await all.send(2)).toMatchObject(accepted);
    expect(all.oauth.given).toHaveLength(2);
  });

  test("that is refused again defers the mail, with what the server says of it and without the token", async () => {
    await using all = await start({}, { tokenUrl: "" });
    await using other = await startOauthDouble();
    const stranger = createSmtp({
      kind: "smtp",
      host: "127.0.0.1",
      port: all.sink.port,
      secure: "none",
      user,
      oauth: tokenSetting(other),
    });
    const outcome = await sendThrough(stranger, aRequest());
    expect(outcome).toMatchObject({
      kind: "deferred",
      code: "535",
      enhancedCode: "5.7.8",
      reason: "The server refused the sign-in: 535 5.7.8 bad token *** (status 400, needs https://mail.google.com/)",
    });
    expect(other.given).toHaveLength(2);
    await stranger.close();
  });

  test("is not asked for anew where the server cannot check it now", async () => {
    await using all = await start({}, {}, answer("auth", "454 4.7.0 try later"));
    expect(await all.send()).toMatchObject({ kind: "deferred", code: "454", enhancedCode: "4.7.0" });
    expect(all.oauth.given).toHaveLength(1);
  });

  test.each([
    ["a wrong secret", { clientSecret: "canary" }, /sign-in service refused us: invalid_client/],
    ["a consent that was withdrawn", { refreshToken: "canary" }, /sign-in service refused us: invalid_grant/],
    ["a service that nobody answers for", { tokenUrl: "http://127.0.0.1:1/token" }, /sign-in service did not answer/],
  ])("%s defers the mail with the service's words and no secret", async (_what, differences, words) => {
    await using all = await start({}, differences);
    const outcome = await all.send();
    expect(outcome).toMatchObject({ kind: "deferred", reason: expect.stringMatching(words) });
    expect(JSON.stringify(outcome)).not.toContain("canary");
    expect(all.sink.transactions).toEqual([]);
  });

  test("is given to no server that does not ask for it", async () => {
    await using oauth = await startOauthDouble();
    await using sink = await startSink({ auth: { user, pass: "x", methods: ["PLAIN"] } });
    const server = { kind: "smtp", host: "127.0.0.1", port: sink.port, secure: "none" } as const;
    const transport = createSmtp({ ...server, user, oauth: tokenSetting(oauth) });
    expect(await sendThrough(transport, aRequest())).toMatchObject({
      kind: "deferred",
      reason: expect.stringMatching(/does not offer XOAUTH2/),
    });
    expect(oauth.given).toEqual([]);
    await transport.close();
  });
});
