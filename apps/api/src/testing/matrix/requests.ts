import { noon } from "@tocsin/core/testing";

/** One request of a route: by default its own path, without a body. */
export interface Example {
  /** With names of things in braces. */
  readonly path?: string;
  /** A text that is the name of a thing in braces stands for the thing. */
  readonly body?: unknown;
  /** The kind of thing that it is about: it is made once for every place where there is one. */
  readonly of?: string;
  /** What it answers who may: a success, unless it is said. */
  readonly status?: number;
  /** The kind of thing that a list lists by ids. */
  readonly lists?: string;
  /** Whether it changes nothing, though it is no GET. */
  readonly asks?: boolean;
}

/** Secrets that requests bring: they are to be found again nowhere. */
export const canaries = ["canary-password-7f3a", "canary-client-secret-51c0", "canary-smtp-password-9d2e"] as const;
const [password, clientSecret, smtpPassword] = canaries;

const recipients = [{ address: "soc@contoso.example" }];
const silence = { comment: "Patch night", endsAt: "2026-11-24T00:00:00Z" };
const ofOwnGroup = { scope: "selected", ids: ["{ownGroup}"] };
const conditions = [{ property: "os", operator: "is", values: ["Windows"] }];
const poll = {
  tenantId: "contoso.example",
  clientId: "an-application",
  clientSecret,
  baseUrl: "http://127.0.0.1:9",
  loginUrl: "http://127.0.0.1:9",
};
export const polledSource = { name: "Another", kind: "graph-security", poll };
const smtp = {
  kind: "smtp",
  from: "Tocsin <alarm@contoso.example>",
  host: "mail.contoso.example",
  port: 587,
  security: "starttls",
  user: "soc",
  secrets: { password: smtpPassword },
};

/** What is asked of each route, by `method path`. One that is not named here is asked as it is. */
export const examples: Readonly<Record<string, Example>> = {
  "post /api/v1/ingest": { body: { title: "Ransomware" } },
  "post /api/v1/ingest/{key}": { body: { title: "Ransomware" } },
  "post /api/v1/setup": {
    body: {
      token: "guessed",
      administrator: { name: "Eve", email: "eve@contoso.example", password },
      organization: { name: "Evil" },
    },
  },
  "post /api/v1/sign-in": { body: { email: "nobody@contoso.example", password }, status: 401 },
  "post /api/v1/sign-in/second-step": { body: { challenge: "chl_guessed", code: "123456" }, status: 401 },
  "get /api/v1/sign-in/single-sign-on": { status: 404 },
  "get /api/v1/sign-in/single-sign-on/callback": { status: 404 },
  "post /api/v1/invitations/look": { body: { token: "guessed" }, status: 404 },
  "post /api/v1/invitations/accept": { body: { token: "guessed", name: "Eve", password }, status: 404 },
  "post /api/v1/password-resets": { body: { email: "nobody@contoso.example" } },
  "post /api/v1/password-resets/look": { body: { token: "guessed" }, status: 404 },
  "get /respond/{deliveryId}/{token}/{response}": { path: "/respond/guessed/guessed/acknowledge", status: 404 },
  "post /respond/{deliveryId}/{token}/{response}": { path: "/respond/guessed/guessed/acknowledge", status: 404 },
  "post /api/v1/password-resets/complete": { body: { token: "guessed", password }, status: 404 },

  "delete /api/v1/me/sessions/{id}": { of: "ownSession" },
  "patch /api/v1/me": { body: { locale: "nl" } },
  "put /api/v1/me/password": { body: { currentPassword: password, password } },
  "post /api/v1/me/second-factor": { body: { currentPassword: password } },
  "post /api/v1/me/second-factor/confirm": { body: { code: "123456" }, status: 409 },
  "post /api/v1/me/second-factor/recovery-codes": { body: { currentPassword: password }, status: 409 },
  "post /api/v1/me/second-factor/turn-off": { body: { currentPassword: password } },
  "get /api/v1/access-tokens": { lists: "ownToken" },
  "post /api/v1/access-tokens": {
    body: { name: "A script", role: "securityReader", deviceGroups: ["{ownGroup}"], expiresInDays: 30 },
  },
  "delete /api/v1/access-tokens/{id}": { of: "ownToken" },

  "get /api/v1/incidents": { lists: "incident" },
  "get /api/v1/incidents/{id}": { of: "incident" },
  "get /api/v1/incidents/{id}/explanations": { of: "incident" },
  "post /api/v1/incidents/{id}/acknowledge": { of: "incident" },
  "put /api/v1/incidents/{id}/mute": { of: "incident", body: { hours: 4 } },
  "delete /api/v1/incidents/{id}/mute": { of: "incident", status: 404 },
  "delete /api/v1/incidents/{id}/mutes/{address}": {
    path: "/api/v1/incidents/{incident}/mutes/soc@contoso.example",
    of: "incident",
    status: 404,
  },

  "get /api/v1/notification-rules": { lists: "rule" },
  "get /api/v1/notification-rules/statistics": { lists: "rule" },
  "get /api/v1/notification-rules/{id}": { of: "rule" },
  "get /api/v1/notification-rules/{id}/versions": { of: "rule" },
  "post /api/v1/notification-rules": {
    of: "ruleGroups",
    body: { name: "Another", deviceGroups: "{ruleGroups}", recipients },
  },
  "put /api/v1/notification-rules/{id}": {
    of: "rule",
    body: { name: "Another", deviceGroups: ofOwnGroup, recipients },
  },
  "delete /api/v1/notification-rules/{id}": { of: "rule" },
  "post /api/v1/notification-rules/{id}/restore": { of: "archivedRule" },
  "post /api/v1/notification-rules/{id}/recipients/{address}/resume": {
    path: "/api/v1/notification-rules/{rule}/recipients/soc@contoso.example/resume",
    of: "rule",
    status: 409,
  },
  "post /api/v1/notification-rules/preview": {
    asks: true,
    of: "incident",
    body: { rule: { name: "Another", deviceGroups: ofOwnGroup, recipients }, incidentId: "{incident}" },
  },
  "post /api/v1/notification-rules/test-mail": {
    of: "incident",
    body: { rule: { name: "Another", deviceGroups: ofOwnGroup, recipients }, incidentId: "{incident}" },
  },
  "post /api/v1/notification-rules/replay": { asks: true, body: { rule: { name: "Another", recipients }, days: 30 } },

  "get /api/v1/silences": { lists: "silence" },
  "get /api/v1/silences/{id}": { of: "silence" },
  "get /api/v1/silences/{id}/incidents": { of: "silence" },
  "post /api/v1/silences": { of: "silencedGroups", body: { ...silence, deviceGroups: "{silencedGroups}" } },
  "post /api/v1/silences/preview": {
    asks: true,
    of: "silencedGroups",
    body: { ...silence, deviceGroups: "{silencedGroups}" },
  },
  "put /api/v1/silences/{id}": { of: "silence", body: { ...silence, deviceGroups: ["{ownGroup}"] } },
  "post /api/v1/silences/{id}/end": { of: "silence" },

  "get /api/v1/deliveries": { lists: "delivery" },
  "get /api/v1/deliveries/{id}": { of: "delivery" },
  "get /api/v1/deliveries/{id}/mail": { of: "delivery" },
  "get /api/v1/deliveries/{id}/mail/html": { of: "delivery" },
  "post /api/v1/deliveries/{id}/redrive": { of: "delivery" },

  "get /api/v1/device-groups": { lists: "group" },
  "get /api/v1/device-groups/{id}": { of: "group" },
  "get /api/v1/device-groups/{id}/rules": { of: "group" },
  "post /api/v1/device-groups/preview": {
    asks: true,
    body: { conditions: [{ property: "name", operator: "contains", values: ["0"] }] },
  },
  "post /api/v1/device-groups": { body: { name: "Laptops", conditions } },
  "put /api/v1/device-groups/{id}": { of: "group", body: { name: "Laptops", conditions } },
  "put /api/v1/device-groups/{id}/rank": { of: "group", body: { rank: 1 } },
  "delete /api/v1/device-groups/{id}": { of: "group" },

  "get /api/v1/sources": { lists: "source" },
  "get /api/v1/sources/{id}": { of: "source" },
  "get /api/v1/sources/{id}/problems": { of: "source" },
  "get /api/v1/sources/{id}/problems/{problemId}": {
    of: "problem",
    path: "/api/v1/sources/{source}/problems/{problem}",
  },
  "post /api/v1/sources": { body: polledSource },
  "put /api/v1/sources/{id}": { of: "source", body: { name: "Another", kind: "generic" } },
  "delete /api/v1/sources/{id}": { of: "source" },
  "post /api/v1/sources/{id}/keys": { of: "source" },
  "post /api/v1/sources/{id}/signing-secrets": { of: "source" },
  "post /api/v1/sources/preview": {
    asks: true,
    body: { kind: "generic", settings: {}, payload: '{"title":"Ransomware"}' },
  },
  "post /api/v1/source-kinds/{kind}/test-connection": {
    asks: true,
    path: "/api/v1/source-kinds/graph-security/test-connection",
    body: poll,
  },
  "post /api/v1/sources/{id}/test-connection": { asks: true, of: "polledSource", body: {} },
  "post /api/v1/sources/{id}/problems/retry": { of: "source" },
  "post /api/v1/sources/{id}/problems/{problemId}/retry": {
    of: "problem",
    path: "/api/v1/sources/{source}/problems/{problem}/retry",
  },
  "post /api/v1/sources/{id}/problems/{problemId}/move": {
    of: "problem",
    path: "/api/v1/sources/{source}/problems/{problem}/move",
    body: { newSource: { name: "Another", kind: "generic" } },
  },

  "get /api/v1/recipients/{address}": { of: "recipient" },
  "post /api/v1/recipients": { body: { address: "new@contoso.example", locale: "nl" } },
  "patch /api/v1/recipients/{address}": { of: "recipient", body: { locale: "nl" } },
  "delete /api/v1/recipients/{address}": { of: "recipient" },

  "put /api/v1/all-clear": { body: { mail: { everyHours: 24 } } },
  "put /api/v1/transports/active": { body: { kind: "smtp" } },
  "put /api/v1/transports/{kind}": { path: "/api/v1/transports/smtp", body: smtp },
  "delete /api/v1/transports/{kind}": { path: "/api/v1/transports/smtp" },
  "post /api/v1/transports/test": { body: { transport: smtp, to: "ada@contoso.example" } },
  "get /api/v1/transports/tests/{id}": { of: "transportTest" },

  "get /api/v1/organizations/{id}": { of: "organization" },
  "post /api/v1/organizations": { body: { name: "Another" } },
  "patch /api/v1/organizations/{id}": { of: "organization", body: { portalUrl: "https://portal.contoso.example" } },
  "delete /api/v1/organizations/{id}": { of: "spareOrganization" },

  "get /api/v1/users": { lists: "user" },
  "get /api/v1/users/{id}": { of: "user" },
  "post /api/v1/users": {
    body: {
      name: "Zoe",
      email: "zoe@contoso.example",
      roles: [{ role: "securityReader", deviceGroups: ["{ownGroup}"] }],
    },
  },
  "patch /api/v1/users/{id}": { of: "user", body: { name: "Robert", disabled: true } },
  "delete /api/v1/users/{id}": { of: "user" },
  "post /api/v1/users/{id}/invitation": { of: "invitee" },
  "post /api/v1/users/{id}/password-reset": { of: "user" },
  "delete /api/v1/users/{id}/second-factor": { of: "user" },
  "delete /api/v1/users/{id}/sessions": { of: "user" },
  "get /api/v1/users/{id}/access-tokens": { of: "user" },
  "delete /api/v1/users/{id}/access-tokens/{tokenId}": {
    of: "userToken",
    path: "/api/v1/users/{user}/access-tokens/{userToken}",
  },
  "get /api/v1/role-assignments": { lists: "assignment" },
  "post /api/v1/role-assignments": {
    of: "user",
    body: { userId: "{user}", role: "securityOperator", deviceGroups: ["{ownGroup}"] },
  },
  "delete /api/v1/role-assignments/{id}": { of: "assignment" },
  "get /api/v1/audit": { path: `/api/v1/audit?to=${new Date(noon).toISOString()}` },
};
