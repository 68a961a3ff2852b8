import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Secret, TOTP } from "otpauth";
import { expect, test } from "vitest";
import { noRedis, startRedis } from "../redis-server/index.ts";
import { startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import { type Browser, openBrowser } from "./harness/browser.ts";
import { canariesIn, canariesInFolder } from "./harness/canaries.ts";
import { startProduct } from "./harness/product.ts";
import { readEverything } from "./harness/read-everything.ts";
import { until } from "./harness/until.ts";

const given = {
  "password of the mail server": "canary/smtp+pass=1",
  "password of another mail server": "canary/other+smtp=2",
  "secret of single sign-on": "canary/oidc+secret=3",
  "set-up token": "canary-set-up-token-4",
  "password of Ada": "canary correct horse 5",
  "first password of Grace": "canary battery staple 6",
  "second password of Grace": "canary staple battery 7",
  "wrong password": "canary wrong password 8",
} as const;

const ada = "ada@contoso.example";
const grace = "grace@contoso.example";
const partner = "partner@fabrikam.example";

/** A provider of OpenID Connect that says back whatever it was sent. */
const startParrot = async () => {
  const server = createServer(async (request, response) => {
    const { authorization = "" } = request.headers;
    let sent = "";
    for await (const chunk of request) sent += String(chunk);
    const said = request.url?.endsWith("openid-configuration")
      ? {
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
        }
      : { error: "invalid_client", error_description: `${sent} ${authorization} ${decodeURIComponent(sent)}` };
    response.writeHead("error" in said ? 401 : 200, { "Content-Type": "application/json" }).end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

const sessionIn = ({ cookies }: Browser): string => cookies.get("tocsin-session") ?? "";

test.skipIf(noRedis())(
  "no secret stands in the database, its log, Redis, a log line, an answer or a captured mail",
  async () => {
    const told = given["password of another mail server"];
    const repeated = [told, encodeURIComponent(told), Buffer.from(`\0alarm\0${told}`).toString("base64")].join(" ");
    const auth = { user: "alarm", pass: given["password of the mail server"], methods: ["PLAIN"] as const };
    await using sink = await startSink({ auth });
    await using parrot = await startParrot();
    await using redis = await startRedis(["rdbcompression no"]);
    const commands = await redis.watch();
    await using product = await startProduct({
      SMTP_URL: `smtp://alarm:${encodeURIComponent(given["password of the mail server"])}@127.0.0.1:${sink.port}`,
      REDIS_URL: redis.url,
      OIDC_ISSUER: parrot.issuer,
      OIDC_CLIENT_ID: "tocsin",
      OIDC_CLIENT_SECRET: given["secret of single sign-on"],
      TOCSIN_SETUP_TOKEN: given["set-up token"],
      LOG_LEVEL: "trace",
    });
    const { url } = product;
    const canaries: Record<string, string> = { ...given, "password of Redis": redis.password };

    const { body: made } = await product.client.request<{ accessToken: string; organization: { id: string } }>(
      "POST",
      "/api/v1/setup",
      {
        token: given["set-up token"],
        administrator: { name: "Ada", email: ada, password: given["password of Ada"] },
        organization: { name: "Contoso", bundling: { urgentMs: 0, otherMs: 0 } },
      },
    );
    canaries["token of the set-up"] = made.accessToken;
    const asAda = { authorization: `Bearer ${made.accessToken}` };
    const call = async <Body = Record<string, unknown>>(method: string, path: string, body?: unknown) => {
      const answer = await product.client.request<Body>(method, path, body, asAda);
      expect([method, path, answer.status < 300]).toEqual([method, path, true]);
      return answer.body;
    };

    // Keys and tokens that are shown once.
    const source = await call<{ id: string; key: string }>("POST", "/api/v1/sources", {
      name: "Ours",
      kind: "generic",
    });
    canaries["key of a source"] = source.key;
    canaries["rotated key of a source"] = (
      await call<{ key: string }>("POST", `/api/v1/sources/${source.id}/keys`)
    ).key;
    const drafted = { name: "Script", role: "securityReader", expiresInDays: 1 };
    const adas = openBrowser(url);
    await adas.call("POST", "/api/v1/sign-in", { email: ada, password: given["password of Ada"] });
    canaries["session of Ada"] = sessionIn(adas);
    const token = await adas.call<{ token: string }>("POST", "/api/v1/access-tokens", drafted);
    expect(token.status).toBe(201);
    canaries["access token"] = token.body.token;

    // Links that are mailed, sessions, and a second factor.
    const linkIn = (subject: RegExp) =>
      until(`the link in a mail with ${subject}`, async () => {
        const mails = await Promise.all(sink.mails.map(({ raw }) => readMail(raw)));
        const text = mails.findLast((mail) => subject.test(mail.subject ?? ""))?.text ?? "";
        return /\/(?:invite|reset)\/([\w-]{20,})/.exec(text)?.[1];
      });
    const roles = [{ role: "securityReader", deviceGroups: null }];
    await call("POST", "/api/v1/users", { email: grace, name: "Grace", roles });
    canaries["token of an invitation"] = await linkIn(/You are invited/);
    const browser = openBrowser(url);
    const accept = { token: canaries["token of an invitation"], password: given["first password of Grace"] };
    await browser.call("POST", "/api/v1/invitations/accept", accept);
    canaries["first session"] = sessionIn(browser);
    const key = (
      await browser.call<{ key: string }>("POST", "/api/v1/me/second-factor", {
        currentPassword: given["first password of Grace"],
      })
    ).body.key;
    canaries["key of an authenticator"] = key;
    const code = new TOTP({ secret: Secret.fromBase32(key) }).generate();
    const confirmed = await browser.call<{ recoveryCodes: string[] }>("POST", "/api/v1/me/second-factor/confirm", {
      code,
    });
    confirmed.body.recoveryCodes.forEach((one, n) => {
      canaries[`recovery code ${n + 1}`] = one;
    });
    await openBrowser(url).call("POST", "/api/v1/password-resets", { email: grace });
    canaries["token of a reset"] = await linkIn(/Choose another password/);
    const complete = { token: canaries["token of a reset"], password: given["second password of Grace"] };
    await openBrowser(url).call("POST", "/api/v1/password-resets/complete", complete);
    const second = openBrowser(url);
    const asGrace = { email: grace, password: given["second password of Grace"] };
    const step = await second.call<{ challenge: string }>("POST", "/api/v1/sign-in", asGrace);
    canaries["challenge of a sign-in"] = step.body.challenge;
    const recovery = { challenge: step.body.challenge, code: confirmed.body.recoveryCodes[0] };
    expect((await second.call("POST", "/api/v1/sign-in/second-step", recovery)).status).toBe(200);
    canaries["session"] = sessionIn(second);

    // What goes wrong, at every door, with secrets in it.
    const nobody = openBrowser(url);
    const wrong = given["wrong password"];
    await nobody.call("POST", "/api/v1/sign-in", { email: grace, password: wrong });
    await nobody.call("POST", "/api/v1/sign-in", { email: wrong, password: wrong, more: wrong });
    await product.client.request("POST", "/api/v1/sign-in", `{"email":"${grace}","password":"${wrong}`);
    await nobody.call("POST", "/api/v1/sign-in/second-step", { challenge: step.body.challenge, code: wrong });
    await nobody.call("POST", "/api/v1/password-resets/complete", { ...complete, password: "short" });
    await nobody.call("POST", "/api/v1/invitations/accept", { ...accept, name: 7 });
    await second.call("PUT", "/api/v1/me/password", {
      currentPassword: wrong,
      password: given["second password of Grace"],
    });
    await product.client.request("POST", "/api/v1/setup", `{"token":"${given["set-up token"]}",`);
    await product.client.request("GET", "/api/v1/me", undefined, {
      authorization: `Bearer ${canaries["access token"]}x`,
    });
    await product.client.request("POST", "/api/v1/ingest", "{", { authorization: `Bearer ${source.key}` });
    await product.client.request("POST", "/api/v1/ingest", {}, { authorization: `Bearer ${source.key}x` });
    const start = await fetch(`${url}/api/v1/sign-in/single-sign-on`, { redirect: "manual" });
    const state = new URL(start.headers.get("location") ?? "").searchParams.get("state");
    const [cookie = ""] = (start.headers.get("set-cookie") ?? "").split(";");
    const callback = await fetch(
      `${url}/api/v1/sign-in/single-sign-on/callback?code=c-1&state=${state}&iss=${parrot.issuer}`,
      {
        redirect: "manual",
        headers: { Cookie: cookie },
      },
    );
    expect(callback.headers.get("location")).toContain("/sign-in?problem=");

    // A mail server that says back what it was told, and another one that is tried.
    await call("POST", "/api/v1/notification-rules", { name: "Everything", recipients: [{ address: partner }] });
    const settings = {
      kind: "smtp",
      from: "alarm@tocsin.example",
      host: "127.0.0.1",
      port: sink.port,
      security: "none",
      user: "alarm",
      secrets: { password: given["password of another mail server"] },
    };
    sink.behave({ auth: { reply: `535 5.7.8 denied: ${repeated}` } });
    await call("PUT", "/api/v1/transports/smtp", settings);
    await call("PUT", "/api/v1/transports/active", { kind: "smtp" });
    await until("the other transport", async () => product.worker.output.includes("Mail is carried by another"));
    const tested = await call<{ id: string }>("POST", "/api/v1/transports/test", { transport: settings, to: ada });
    const incident = { externalId: "x-1", title: "Break-in", severity: "high" };
    await product.client.request("POST", "/api/v1/ingest", incident, { authorization: `Bearer ${source.key}` });
    const outcomesOf = async () => {
      const { items } = await call<{ items: { lastAttempt: { outcome: { kind: string } | null } | null }[] }>(
        "GET",
        `/api/v1/deliveries?address=${partner}`,
      );
      return items.map(({ lastAttempt }) => lastAttempt?.outcome?.kind);
    };
    await until("a refused attempt", async () => (await outcomesOf()).includes("deferred"));
    await until(
      "a failed test",
      async () => (await call<{ state: string }>("GET", `/api/v1/transports/tests/${tested.id}`)).state === "failed",
    );
    await product.worker.crash();
    await product.worker.start();

    // What is captured keeps the place of its link.
    await call("PUT", "/api/v1/transports/capture", { kind: "capture" });
    await call("PUT", "/api/v1/transports/active", { kind: "capture" });
    await openBrowser(url).call("POST", "/api/v1/password-resets", { email: grace });
    // What else she was to be told, such as of her new password, may be captured before it.
    await until("the captured mail of the reset", async () => {
      const places = await canariesInFolder(`${product.dataDir}/mail`, { place: "/reset/secret-of-" });
      return places.length > 0;
    });

    const answers = [
      ...(await readEverything(url, asAda)),
      ...(await readEverything(url, { authorization: `Bearer ${canaries["access token"]}` })),
      ...(await readEverything(url, { Cookie: `tocsin-session=${canaries["session"]}` })),
      ...(await readEverything(url, {})),
    ];
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(40);
    const found = answers.flatMap(({ path, text }) => canariesIn(text, canaries).map((what) => `${what} in ${path}`));
    expect(found).toEqual([]);
    const mails = answers.filter(({ path, status }) => path.endsWith("/mail") && status === 200);
    for (const { text } of mails) expect(text).not.toMatch(/invite|reset/);

    // With what is not merged into the database yet, and once more when it is.
    expect(await canariesInFolder(product.dataDir, canaries, ["secret.key"])).toEqual([]);
    await Promise.all([product.worker.stop(), product.api.stop()]);
    expect(await canariesInFolder(product.dataDir, canaries, ["secret.key"])).toEqual([]);
    expect(canariesIn(product.api.output + product.worker.output, canaries)).toEqual([]);
    expect(canariesIn(commands.join("\n"), canaries)).toEqual([]);
    expect(canariesIn(await readFile((await redis.snapshot()).file), canaries)).toEqual([]);
    expect(commands.length).toBeGreaterThan(10);
  },
);
