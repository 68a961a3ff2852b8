import { memberResponseSchema } from "@tocsin/core/accounts";
import { pageSchema } from "@tocsin/core/kernel";
import { hostileJson, mutationsOf } from "@tocsin/core/testing";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { propertyMs, runs } from "../testing/runs.ts";
import { aSetup, startReadyApp, startTestApp } from "../testing/start-test-app.ts";

const app = await startReadyApp();
const notSetUp = await startTestApp();
afterAll(() => Promise.all([app, notSetUp].map((one) => one[Symbol.asyncDispose]())));

const rule = {
  name: "High on servers",
  severities: ["high", "critical"],
  deviceGroups: { scope: "selected", ids: ["ungrouped"], includeDeviceless: false },
  sources: [{ serviceSource: "EDR", detectionSources: [], severities: ["medium"] }],
  conditions: [{ kind: "category", anyOf: ["Ransomware"] }],
  frequency: { kind: "oncePerIncident", alsoOnEscalation: true },
  include: { deviceNames: false },
  recipients: [{ address: "soc@contoso.example", locale: "nl", timeZone: "Europe/Amsterdam", tier: 0 }],
  escalation: [],
};
const source = { name: "Own scripts", kind: "generic", settings: {} };
const organization = {
  name: "Contoso",
  allowedDomains: ["*", "contoso.example"],
  bundling: { urgentMs: 0, otherMs: 60_000 },
};
const group = {
  name: "Servers",
  conditions: [
    { property: "name", operator: "startsWith", values: ["srv"] },
    { property: "ip", operator: "inRange", values: ["10.0.0.0/8"] },
  ],
};

const preview = { rule, incidentId: (await app.raise()).id };

const { id: groupId } = (await app.post("/api/v1/device-groups", group)).body as { id: string };
const { id: ruleId } = await app.makeRule();
const { id: sourceId } = await app.makeSource();
const { id: organizationId } = await app.organization();

await app.post("/api/v1/recipients", { address: "soc@contoso.example" });
const silence = {
  comment: "Patch night",
  endsAt: "2099-01-01T00:00:00Z",
  severities: ["low", "medium"],
  conditions: [{ kind: "category", anyOf: ["Malware"] }],
};
const { id: silenceId } = (await app.post("/api/v1/silences", silence)).body as { id: string };
const transport = {
  kind: "smtp",
  from: "Tocsin <alarm@contoso.example>",
  host: "mail.contoso.example",
  port: 587,
  security: "starttls",
  user: "soc",
  secrets: { password: "guessed" },
};
// Addresses that polls may not go to: nothing is asked of anybody.
const poll = {
  tenantId: "contoso.example",
  clientId: "an-application",
  clientSecret: "guessed",
  baseUrl: "https://graph.contoso.example",
  loginUrl: "https://login.contoso.example",
};

const [firstUser] = (await app.get("/api/v1/users")).as(pageSchema(memberResponseSchema)).items;
const password = "correct horse battery";

const examples: Readonly<Record<string, readonly [string, unknown]>> = {
  "post /api/v1/setup": ["/api/v1/setup", aSetup({ token: "guessed" })],
  "post /api/v1/sign-in": ["/api/v1/sign-in", { email: "ada@contoso.example", password }],
  "post /api/v1/sign-in/second-step": ["/api/v1/sign-in/second-step", { challenge: "chl_guessed", code: "123456" }],
  "post /api/v1/invitations/look": ["/api/v1/invitations/look", { token: "guessed" }],
  "post /api/v1/invitations/accept": ["/api/v1/invitations/accept", { token: "guessed", name: "Eve", password }],
  "post /api/v1/password-resets": ["/api/v1/password-resets", { email: "nobody@contoso.example" }],
  "post /api/v1/password-resets/look": ["/api/v1/password-resets/look", { token: "guessed" }],
  "post /api/v1/password-resets/complete": ["/api/v1/password-resets/complete", { token: "guessed", password }],
  "patch /api/v1/me": ["/api/v1/me", { name: "Ada", locale: "nl", timeZone: "Europe/Amsterdam" }],
  "put /api/v1/me/password": ["/api/v1/me/password", { currentPassword: password, password }],
  "post /api/v1/me/second-factor": ["/api/v1/me/second-factor", { currentPassword: password }],
  "post /api/v1/me/second-factor/confirm": ["/api/v1/me/second-factor/confirm", { code: "123456" }],
  "post /api/v1/me/second-factor/recovery-codes": [
    "/api/v1/me/second-factor/recovery-codes",
    { currentPassword: password },
  ],
  "post /api/v1/me/second-factor/turn-off": ["/api/v1/me/second-factor/turn-off", { currentPassword: password }],
  "post /api/v1/access-tokens": [
    "/api/v1/access-tokens",
    { name: "A script", role: "securityReader", deviceGroups: ["ungrouped"], expiresInDays: 30 },
  ],
  "post /api/v1/users": [
    "/api/v1/users",
    { name: "Eve", email: "eve@contoso.example", roles: [{ role: "securityReader", deviceGroups: ["ungrouped"] }] },
  ],
  "patch /api/v1/users/{id}": [`/api/v1/users/${firstUser?.id}`, { name: "Ada", locale: "nl", disabled: true }],
  "post /api/v1/role-assignments": [
    "/api/v1/role-assignments",
    { userId: firstUser?.id, role: "securityReader", deviceGroups: ["ungrouped"] },
  ],
  "post /api/v1/organizations": ["/api/v1/organizations", organization],
  "post /api/v1/recipients": ["/api/v1/recipients", { address: "soc@contoso.example", locale: "nl", required: true }],
  "patch /api/v1/recipients/{address}": ["/api/v1/recipients/soc%40contoso.example", { timeZone: "Europe/Paris" }],
  "post /api/v1/silences": ["/api/v1/silences", silence],
  "post /api/v1/silences/preview": ["/api/v1/silences/preview", silence],
  "put /api/v1/silences/{id}": [`/api/v1/silences/${silenceId}`, silence],
  "put /api/v1/incidents/{id}/mute": ["/api/v1/incidents/00000000-0000-7000-8000-000000000000/mute", { hours: 4 }],
  "put /api/v1/all-clear": ["/api/v1/all-clear", { mail: { everyHours: 24 }, url: { address: "https://a.example/x" } }],
  "put /api/v1/transports/active": ["/api/v1/transports/active", { kind: "capture" }],
  "put /api/v1/transports/{kind}": ["/api/v1/transports/smtp", transport],
  "post /api/v1/transports/test": ["/api/v1/transports/test", { transport, to: "ada@contoso.example" }],
  "post /api/v1/source-kinds/{kind}/test-connection": ["/api/v1/source-kinds/graph-security/test-connection", poll],
  "post /api/v1/sources/{id}/test-connection": [`/api/v1/sources/${sourceId}/test-connection`, { poll }],
  "post /api/v1/sources/preview": [
    "/api/v1/sources/preview",
    { kind: "generic", settings: {}, payload: '{"title":"Ransomware"}' },
  ],
  "post /api/v1/sources/{id}/problems/{problemId}/move": [
    `/api/v1/sources/${sourceId}/problems/00000000-0000-7000-8000-000000000000/move`,
    { newSource: { name: "Wazuh", kind: "wazuh" } },
  ],
  "patch /api/v1/organizations/{id}": [`/api/v1/organizations/${organizationId}`, organization],
  "post /api/v1/sources": ["/api/v1/sources", source],
  "put /api/v1/sources/{id}": [`/api/v1/sources/${sourceId}`, source],
  "post /api/v1/device-groups": ["/api/v1/device-groups", group],
  "put /api/v1/device-groups/{id}": [`/api/v1/device-groups/${groupId}`, group],
  "put /api/v1/device-groups/{id}/rank": [`/api/v1/device-groups/${groupId}/rank`, { rank: 1 }],
  "post /api/v1/device-groups/preview": ["/api/v1/device-groups/preview", { conditions: group.conditions }],
  "post /api/v1/notification-rules/preview": ["/api/v1/notification-rules/preview", preview],
  "post /api/v1/notification-rules/test-mail": ["/api/v1/notification-rules/test-mail", preview],
  "post /api/v1/notification-rules/replay": ["/api/v1/notification-rules/replay", { rule, days: 30 }],
  "post /api/v1/notification-rules": ["/api/v1/notification-rules", rule],
  "put /api/v1/notification-rules/{id}": [`/api/v1/notification-rules/${ruleId}`, rule],
};

const withBody = app.contracts
  .filter(({ body, policy }) => body !== undefined && policy !== "sourceKey")
  .map(({ method, path }) => `${method} ${path}`);

test.each(withBody)(
  "%s answers any JSON at all, and always as its contract says",
  async (name) => {
    const [path, example] = examples[name] ?? [];
    if (path === undefined) throw new Error(`Give an example of a body for ${name}`);
    const one = path.endsWith("/setup") ? notSetUp : app;
    const body = fc.oneof({ arbitrary: mutationsOf(example), weight: 3 }, { arbitrary: hostileJson, weight: 1 });
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const answer = await one.call(name.split(" ")[0]?.toUpperCase() ?? "", path, {
          body: JSON.stringify(sent),
          // A page of ours: what is for browsers alone reads the body then, too.
          headers: { "Sec-Fetch-Site": "same-origin" },
        });
        expect(answer.status, answer.text).toBeLessThan(500);
        expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      }),
      runs(300),
    );
    expect(one.log).toEqual([]);
  },
  propertyMs,
);
