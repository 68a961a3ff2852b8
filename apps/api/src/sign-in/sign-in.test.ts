import { networkOf, sessionResponseSchema, signInResponseSchema } from "@tocsin/core/accounts";
import { hourMs, minuteMs, TooManyRequests } from "@tocsin/core/kernel";
import { temporaryFolder } from "@tocsin/db/testing";
import { openPasswords } from "@tocsin/secrets";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Client } from "../http/client.ts";
import { openBrowser } from "../testing/open-browser.ts";
import { adasPassword, setUpWithPassword } from "../testing/set-up-with-password.ts";
import { startTestApp } from "../testing/start-test-app.ts";
import { signIn } from "./sign-in.ts";

const ada = "ada@contoso.example";
const nobody: Client = {
  address: null,
  network: "",
  userAgent: null,
  connection: "secure",
  cookie: () => null,
  demandOwnPage: () => {},
};
const sessionsSchema = z.object({ items: z.array(sessionResponseSchema) });

describe("signing in", () => {
  test("with the right password opens a session that lives in a cookie no script can read", async () => {
    await using app = await startTestApp();
    await setUpWithPassword(app);
    const browser = openBrowser(app);
    const answer = await browser.signIn(" ADA@contoso.example ", adasPassword);
    expect(answer.as(signInResponseSchema)).toEqual({
      next: "done",
      user: { id: expect.any(String), name: "Ada", email: ada },
      recoveryCodesLeft: null,
    });
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^tocsin-session=ses_[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
    expect((await browser.get("/api/v1/me")).body).toMatchObject({ user: { name: "Ada" } });
    expect((await openBrowser(app).get("/api/v1/me")).status).toBe(401);
  });

  test("makes a new session each time, so that nobody can prepare one", async () => {
    await using app = await startTestApp();
    await setUpWithPassword(app);
    const browser = openBrowser(app);
    await browser.signIn(ada, adasPassword);
    const before = browser.cookies.get("tocsin-session");
    await browser.signIn(ada, adasPassword);
    expect(browser.cookies.get("tocsin-session")).not.toBe(before);
  });

  test("answers an unknown address, a wrong password and a disabled user alike, for one hash each", async () => {
    let hashes = 0;
    const real = openPasswords(2, 100);
    const counting = {
      ...real,
      verify: (...given: Parameters<typeof real.verify>) => {
        hashes += 1;
        return real.verify(...given);
      },
    };
    await using app = await startTestApp({ passwords: counting });
    await setUpWithPassword(app);
    const answers = [];
    for (const [email, password, disabledAt] of [
      [ada, "wrong password", null],
      ["nobody@contoso.example", adasPassword, null],
      ["no address at all", adasPassword, null],
      [ada, adasPassword, 1],
    ] as const) {
      app.stores.parts.sqlite.prepare("UPDATE users SET disabled_at = ?").run(disabledAt);
      const { status, body } = await openBrowser(app).signIn(email, password);
      answers.push({ status, body: { ...(body as object), requestId: "" } });
    }
    expect(answers[0]).toMatchObject({ status: 401, body: { detail: "The address or the password is wrong" } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(hashes).toBe(4);
  });

  test("over a network in clear is refused before anything is looked at", async () => {
    const elsewhere = { "X-Forwarded-Host": "tocsin.contoso.example", Origin: "http://tocsin.contoso.example" };
    await using app = await startTestApp({ trustProxy: 1 });
    await setUpWithPassword(app);
    const browser = openBrowser(app, elsewhere);
    expect((await browser.get("/api/v1/sign-in")).body).toMatchObject({ secure: false });
    const refused = await browser.signIn(ada, adasPassword);
    expect(refused).toMatchObject({ status: 403, body: { detail: expect.stringContaining("needs https") } });
    expect(refused.headers.getSetCookie()).toEqual([]);
  });

  test("over TLS that a trusted proxy ends binds the cookie to this host", async () => {
    await using app = await startTestApp({ trustProxy: 1 });
    await setUpWithPassword(app);
    const browser = openBrowser(app, { "X-Forwarded-Proto": "https", "X-Forwarded-Host": "tocsin.contoso.example" });
    const [cookie = ""] = (await browser.signIn(ada, adasPassword)).headers.getSetCookie();
    expect(cookie).toMatch(
      /^__Host-tocsin-session=ses_\S+; Path=\/; Max-Age=43200; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect((await browser.get("/api/v1/me")).status).toBe(200);
  });
});

describe("guesses", () => {
  test("by ten thousand from a /64 reach the hash twenty times at most, whichever addresses and accounts they use", async () => {
    let hashes = 0;
    const passwords = {
      hash: async () => "$argon2id$of-the-test",
      verify: async () => {
        hashes++;
        return false;
      },
    };
    await using app = await startTestApp({ passwords, trustProxy: 1 });
    await setUpWithPassword(app);
    const emailOf = (i: number) => (i % 2 ? ada : `user-${i}@contoso.example`);
    const overHttp = (i: number) =>
      openBrowser(app, { "X-Forwarded-For": `2001:db8:7:7::${i.toString(16)}` }).signIn(emailOf(i), `guess ${i}`);
    const past = (i: number) => {
      const network = networkOf(`2001:db8:7:7:1::${i.toString(16)}`);
      const client: Client = { ...nobody, network };
      return signIn(app.parts, { client, isActOf: () => {} }, { email: emailOf(i), password: `guess ${i}` }).catch(
        (error) => error,
      );
    };
    const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => overHttp(i)));
    for (let from = 200; from < 10_000; from += 200) {
      for (const error of await Promise.all(Array.from({ length: 200 }, (_, i) => past(from + i))))
        expect(error).toBeInstanceOf(TooManyRequests);
    }
    expect(hashes).toBeLessThanOrEqual(20);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(hashes);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(200 - hashes);
  }, 180_000);

  test("are refused by every replica, with when to come back; the owner gets in from where he is known", async () => {
    await using folder = await temporaryFolder();
    const trustProxy = 1;
    await using one = await startTestApp({ path: folder.database, trustProxy });
    await using other = await startTestApp({ path: folder.database, trustProxy });
    await setUpWithPassword(one);
    const home = { "X-Forwarded-For": "198.51.100.7" };
    await openBrowser(one, home).signIn(ada, adasPassword);
    const from = (i: number) => ({ "X-Forwarded-For": `192.0.2.${i}` });
    // From many networks at once, so that no single one is over its limit: the account is.
    for (let i = 0; i < 50; i++) await openBrowser(i % 2 ? one : other, from(i)).signIn(ada, "wrong password");
    for (const replica of [one, other]) {
      const refused = await openBrowser(replica, from(200)).signIn(ada, adasPassword);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBe(3_600);
      expect((await openBrowser(replica, home).signIn(ada, adasPassword)).status).toBe(200);
    }
    one.wait(hourMs);
    expect((await openBrowser(one, from(200)).signIn(ada, adasPassword)).status).toBe(200);
  }, 60_000);
});

describe("a session", () => {
  test("ends when it is signed out, at every replica", async () => {
    await using folder = await temporaryFolder();
    await using one = await startTestApp({ path: folder.database });
    await using other = await startTestApp({ path: folder.database });
    await setUpWithPassword(one);
    const browser = openBrowser(one);
    await browser.signIn(ada, adasPassword);
    const cookie = { Cookie: [...browser.cookies].map((pair) => pair.join("=")).join("; ") };
    expect((await other.get("/api/v1/me", { token: null, headers: cookie })).status).toBe(200);
    expect((await browser.post("/api/v1/sign-out")).status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    for (const app of [one, other]) {
      expect((await app.get("/api/v1/me", { token: null, headers: cookie })).status).toBe(401);
    }
  });

  test("ends by itself after half an hour without use", async () => {
    await using app = await startTestApp();
    await setUpWithPassword(app);
    const browser = openBrowser(app);
    await browser.signIn(ada, adasPassword);
    app.wait(29 * minuteMs);
    expect((await browser.get("/api/v1/me")).status).toBe(200);
    await app.stores.probe();
    app.wait(30 * minuteMs);
    const answer = await browser.get("/api/v1/me");
    expect(answer).toMatchObject({ status: 401, body: { detail: "You are signed out: sign in again" } });
  });

  test("is shown to its owner with the others, and can be ended from any of them", async () => {
    await using app = await startTestApp();
    await setUpWithPassword(app);
    const [desk, phone, forgotten] = [
      openBrowser(app),
      openBrowser(app, { "User-Agent": "A phone" }),
      openBrowser(app),
    ];
    for (const browser of [desk, phone, forgotten]) await browser.signIn(ada, adasPassword);
    const { items } = (await desk.get("/api/v1/me/sessions")).as(sessionsSchema);
    // And the set-up’s own.
    expect(items.map(({ method }) => method).sort()).toEqual(["password", "password", "password", "setup"]);
    expect(items.filter(({ current }) => current)).toHaveLength(1);
    const onPhone = items.find(({ userAgent }) => userAgent === "A phone");
    expect(onPhone).toMatchObject({ method: "password", secondFactor: false, address: "127.0.0.1" });
    expect((await desk.remove(`/api/v1/me/sessions/${onPhone?.id}`)).status).toBe(204);
    expect((await desk.remove(`/api/v1/me/sessions/${onPhone?.id}`)).status).toBe(404);
    expect((await phone.get("/api/v1/me")).status).toBe(401);
    expect((await desk.remove("/api/v1/me/sessions")).status).toBe(204);
    expect((await forgotten.get("/api/v1/me")).status).toBe(401);
    expect((await desk.get("/api/v1/me")).status).toBe(200);
  });

  test("of another password ends with it, as do access tokens", async () => {
    await using app = await startTestApp();
    const token = await setUpWithPassword(app);
    const [desk, thief] = [openBrowser(app), openBrowser(app)];
    for (const browser of [desk, thief]) await browser.signIn(ada, adasPassword);
    const change = { currentPassword: adasPassword, password: "another horse battery" };
    const wrong = await desk.put("/api/v1/me/password", { ...change, currentPassword: "of a thief" });
    expect(wrong).toMatchObject({ status: 422, body: { faults: [{ path: "currentPassword" }] } });
    expect((await app.put("/api/v1/me/password", change, { token })).status).toBe(403);
    expect((await desk.put("/api/v1/me/password", change)).status).toBe(204);
    expect((await desk.get("/api/v1/me")).status).toBe(200);
    expect((await thief.get("/api/v1/me")).status).toBe(401);
    expect((await app.get("/api/v1/me", { token })).status).toBe(401);
    expect((await openBrowser(app).signIn(ada, adasPassword)).status).toBe(401);
    expect((await openBrowser(app).signIn(ada, "another horse battery")).status).toBe(200);
  });
});

describe("a request that another site makes a browser send", () => {
  const foreign = [
    { "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" },
    { "Sec-Fetch-Site": "same-site", Origin: "https://evil.contoso.example" },
    { "Sec-Fetch-Site": "none" },
    { "Sec-Fetch-Site": "cross-site" },
    { Origin: "https://evil.example" },
    { Origin: "null" },
    {},
  ];

  test("changes nothing, whichever route it is for and whatever it says of itself", async () => {
    await using app = await startTestApp();
    await setUpWithPassword(app);
    const browser = openBrowser(app);
    await browser.signIn(ada, adasPassword);
    const cookie = [...browser.cookies].map((pair) => pair.join("=")).join("; ");
    const mutations = app.contracts.filter(
      ({ method, policy }) => method !== "get" && !["public", "untilSetUp", "sourceKey"].includes(policy),
    );
    expect(mutations.length).toBeGreaterThan(15);
    for (const { method, path } of mutations) {
      for (const headers of foreign) {
        const sent = { token: null, headers: { ...headers, Cookie: cookie }, body: {} } as const;
        const answer = await app.call(method.toUpperCase(), path.replace(/\{\w+\}/g, "x"), sent);
        expect(answer.status, `${method} ${path} ${JSON.stringify(headers)}`).toBe(403);
      }
    }
    for (const headers of foreign) {
      for (const path of ["/api/v1/sign-out", "/api/v1/sign-in"]) {
        const body = path.endsWith("in") ? { email: ada, password: adasPassword } : undefined;
        expect((await app.post(path, body, { token: null, headers: { ...headers, Cookie: cookie } })).status).toBe(403);
      }
    }
    expect((await browser.get("/api/v1/me")).status).toBe(200);
  }, 180_000);

  test("is told from ours by its origin, too, where the browser says nothing of the site", async () => {
    await using app = await startTestApp();
    await setUpWithPassword(app);
    const page = { "Content-Type": "application/json", Origin: app.url };
    const body = JSON.stringify({ email: ada, password: adasPassword });
    expect((await fetch(`${app.url}/api/v1/sign-in`, { method: "POST", headers: page, body })).status).toBe(200);
  });
});
