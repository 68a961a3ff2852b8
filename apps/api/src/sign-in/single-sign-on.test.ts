import type { AddressInfo } from "node:net";
import type { Role } from "@tocsin/core/access";
import { memberResponseSchema } from "@tocsin/core/accounts";
import { minuteMs, pageSchema } from "@tocsin/core/kernel";
import Provider from "oidc-provider";
import { describe, expect, test } from "vitest";
import { type Browser, openBrowser } from "../testing/open-browser.ts";
import { adasPassword, setUpWithPassword } from "../testing/set-up-with-password.ts";
import { startTestApp, type TestApp } from "../testing/start-test-app.ts";
import { createSingleSignOn, identityOf, type SingleSignOnSetting } from "./single-sign-on.ts";

const begin = "/api/v1/sign-in/single-sign-on";
const clientSecret = "client-secret-canary-0123456789-abcdef";

/** What the provider says of the person who signs in there; tests change it as they go. */
interface Person {
  sub: string;
  email: string;
  email_verified: boolean;
  name: string;
  groups: string[];
}

const eve = (): Person => ({
  sub: "eve-1",
  email: "eve@contoso.example",
  email_verified: true,
  name: "Eve of the provider",
  groups: [],
});

/** A provider of OpenID Connect as others run it, with a page that signs one person in without asking. */
const startProvider = async (person: Person, redirectUri: () => string) => {
  const listening = Promise.withResolvers<string>();
  const server = (await import("node:http")).createServer();
  server.listen(0, "127.0.0.1", () => listening.resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  const issuer = await listening.promise;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "tocsin", client_secret: clientSecret, redirect_uris: [redirectUri()] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ ...person }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client?.clientId ?? "",
        accountId: context.oidc.session?.accountId ?? "",
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  provider.proxy = true;
  server.on("request", (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return void provider.callback()(request, response);
    provider
      .interactionFinished(request, response, { login: { accountId: person.sub } })
      .catch(() => response.destroy());
  });
  return {
    issuer,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};

const settingFor = (issuer: string, roles: Readonly<Record<string, Role>> = {}): SingleSignOnSetting => ({
  title: "Contoso",
  issuer,
  clientId: "tocsin",
  clientSecret,
  groupsClaim: "groups",
  roles: new Map(Object.entries(roles)),
});

/** Follows the provider's pages as a browser does, until it is sent back to us. */
const throughProvider = async (start: string, own: string): Promise<string> => {
  const cookies = new Map<string, string>();
  let url = start;
  while (!url.startsWith(own)) {
    const cookie = [...cookies].map((pair) => pair.join("=")).join("; ");
    const answer = await fetch(url, { redirect: "manual", headers: cookie === "" ? {} : { Cookie: cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = (set.split(";")[0] ?? "").split(/=(.*)/s);
      cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location === null) throw new Error(`The provider answered ${answer.status}: ${await answer.text()}`);
    url = new URL(location, url).href;
  }
  return url;
};

const pathOf = (url: string): string => url.slice(new URL(url).origin.length);

/** Signs in by the provider; answers where the browser ends up. */
const signOn = async (app: TestApp, browser: Browser): Promise<string> => {
  const sent = await browser.get(begin);
  const back = await throughProvider(sent.headers.get("location") ?? "", app.url);
  return (await browser.get(pathOf(back))).headers.get("location") ?? "";
};

const started = async (person: Person, roles: Readonly<Record<string, Role>> = {}) => {
  // The provider wants to know our address, and we its: the listening comes first on both sides.
  let url = "";
  let setting: SingleSignOnSetting | null = null;
  const app = await startTestApp({
    singleSignOn: {
      title: "Contoso",
      begin: (callback) => provider().begin(callback),
      finish: (answered, state) => provider().finish(answered, state),
    },
  });
  url = app.url;
  const far = await startProvider(person, () => `${url}${begin}/callback`);
  setting = settingFor(far.issuer, roles);
  const made = createSingleSignOn(setting);
  const provider = () => made;
  await setUpWithPassword(app);
  return Object.assign(app, {
    far,
    [Symbol.asyncDispose]: async () => {
      await far[Symbol.asyncDispose]();
      await app.stores.close().catch(() => undefined);
    },
  });
};

describe("single sign-on", () => {
  test("lets somebody in whom the groups give a role, and keeps the role up to date", async () => {
    const person = { ...eve(), groups: ["soc", "unknown"] };
    await using app = await started(person, { soc: "securityOperator", leads: "securityAdministrator" });
    const browser = openBrowser(app);
    expect((await browser.get("/api/v1/sign-in")).body).toMatchObject({
      singleSignOn: { title: "Contoso", url: begin },
    });
    expect(await signOn(app, browser)).toBe("/");
    expect((await browser.get("/api/v1/me")).body).toMatchObject({
      user: { name: "Eve of the provider", email: "eve@contoso.example" },
      assignments: [{ role: "securityOperator" }],
    });
    person.groups = ["leads"];
    const other = openBrowser(app);
    expect(await signOn(app, other)).toBe("/");
    expect((await other.get("/api/v1/me")).body).toMatchObject({ assignments: [{ role: "securityAdministrator" }] });
    // What the first session rested on is gone.
    expect((await browser.get("/api/v1/me")).status).toBe(401);
    person.groups = [];
    const third = openBrowser(app);
    await signOn(app, third);
    expect((await third.get("/api/v1/me")).body).toMatchObject({ assignments: [], permissions: [] });
  });

  test("is for the user who has the verified address, with the roles that people gave", async () => {
    await using app = await started({ ...eve(), email: "ADA@contoso.example" });
    const browser = openBrowser(app);
    expect(await signOn(app, browser)).toBe("/");
    expect((await browser.get("/api/v1/me")).body).toMatchObject({
      user: { name: "Ada" },
      assignments: [{ role: "globalAdministrator" }],
    });
    // The identity is known from here on, whatever the address becomes.
    expect((await browser.get("/api/v1/me/sessions")).body).toMatchObject({ items: [{ method: "singleSignOn" }, {}] });
  });

  test("is for nobody by an address that the provider has not verified", async () => {
    await using app = await started(
      { ...eve(), email: "ada@contoso.example", email_verified: false },
      { soc: "securityReader" },
    );
    const browser = openBrowser(app);
    expect(await signOn(app, browser)).toBe("/sign-in?problem=noAccount");
    expect((await browser.get("/api/v1/me")).status).toBe(401);
  });

  test("is for nobody without a role, nor for somebody who is disabled", async () => {
    const person = eve();
    await using app = await started(person, { soc: "securityReader" });
    expect(await signOn(app, openBrowser(app))).toBe("/sign-in?problem=noAccount");
    person.groups = ["soc"];
    expect(await signOn(app, openBrowser(app))).toBe("/");
    const admin = openBrowser(app);
    await admin.signIn("ada@contoso.example", adasPassword);
    const { items } = (await admin.get("/api/v1/users")).as(pageSchema(memberResponseSchema));
    const { id = "" } = items.find(({ email }) => email === person.email) ?? {};
    await admin.call("PATCH", `/api/v1/users/${id}`, { body: { disabled: true } });
    expect(await signOn(app, openBrowser(app))).toBe("/sign-in?problem=noAccount");
  });

  test("that another browser began, that is old, or whose answer was changed, opens nothing", async () => {
    await using app = await started({ ...eve(), groups: ["soc"] }, { soc: "securityReader" });
    const [victim, attacker, late] = [openBrowser(app), openBrowser(app), openBrowser(app)];
    const answerFor = async (browser: Browser) =>
      pathOf(await throughProvider((await browser.get(begin)).headers.get("location") ?? "", app.url));
    const back = await answerFor(attacker);
    const failed = "/sign-in?problem=failed";
    expect((await victim.get(back)).headers.get("location")).toBe(failed);
    await victim.get(begin);
    expect((await victim.get(back)).headers.get("location")).toBe(failed);
    const changed = (await answerFor(victim)).replace(/code=[^&]+/, "code=guessed");
    expect((await victim.get(changed)).headers.get("location")).toBe(failed);
    const stale = await answerFor(late);
    app.wait(10 * minuteMs);
    expect((await late.get(stale)).headers.get("location")).toBe(failed);
    for (const browser of [victim, attacker, late]) expect((await browser.get("/api/v1/me")).status).toBe(401);
    expect(app.log.join("\n")).not.toContain(clientSecret);
  });

  test("says that the provider is away, and works once it is back", async () => {
    const setting = settingFor("http://127.0.0.1:9");
    await using app = await startTestApp({ singleSignOn: createSingleSignOn(setting) });
    expect((await openBrowser(app).get(begin)).status).toBe(503);
    await using without = await startTestApp();
    expect((await openBrowser(without).get(begin)).status).toBe(404);
    expect((await openBrowser(without).get("/api/v1/sign-in")).body).toMatchObject({ singleSignOn: null });
  });
});

test.each([
  ["groups as a list", { groups: ["a", "b", "a"] }, ["securityReader", "securityOperator"]],
  ["one group as text", { groups: "b" }, ["securityOperator"]],
  ["groups of another kind", { groups: [1, null, { a: 1 }] }, []],
  ["none", {}, []],
])("the role of %s", (_case, claims, roles) => {
  const setting = settingFor("https://idp.example", { a: "securityReader", b: "securityOperator" });
  expect(identityOf(setting, { iss: "https://idp.example", sub: "1", ...claims }).roles).toEqual(roles);
});
