import { expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import { factsOf } from "../../layers.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import {
  aCodeScanningAlert,
  aDependabotAlert,
  aDismissedCodeScanningAlert,
  anAdvisory,
  aPing,
  aSecretAlert,
  aSecretLocation,
} from "./fixtures.ts";
import { githubSecurity } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const read = (payload: unknown, settings: unknown = {}): IncomingIncident => {
  const result = githubSecurity.normalise(payload, contextOf(settings));
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

const alertRead = (payload: unknown, settings: unknown = {}) => {
  const [alert] = read(payload, settings).alerts;
  if (!alert) throw new Error("There is no alert");
  return alertOf(alert);
};

const names = (payload: unknown) => alertRead(payload).evidence.map(({ type, name }) => `${type} ${name}`);
const withAlert = (alert: object, event: { readonly alert: object } = aCodeScanningAlert) => ({
  ...event,
  alert: { ...event.alert, ...alert },
});
const at = (text: string) => Date.parse(text);

test("an alert of code scanning is an incident of its own, with all that it says", () => {
  const { alerts, layers, ...incident } = read(aCodeScanningAlert);
  expect(incident).toEqual({ externalId: "contoso/shop/code-scanning/10", authority: "source:source-1" });
  expect(factsOf(layers)).toEqual({
    title: "Database query built from user-controlled sources",
    description: "Attackers may run queries of their own.\nThis depends on a user-provided value.",
    severity: { value: "critical", foreign: "critical" },
    status: { value: "active", foreign: "open" },
    assignedTo: "ada",
    classification: null,
    determination: null,
    portalUrl: "https://github.com/contoso/shop/security/code-scanning/10",
    tags: ["payments", "private"],
    createdAt: at("2026-11-20T09:00:00Z"),
    updatedAt: at("2026-11-20T09:00:01Z"),
  });
  const { evidence, ...facts } = alertRead(aCodeScanningAlert);
  expect(alerts).toHaveLength(1);
  expect(facts).toMatchObject({
    key: "contoso/shop/code-scanning/10",
    categories: ["Vulnerability", "CWE-89"],
    serviceSource: "GitHub code scanning",
    detectionSource: "CodeQL",
    recommendedActions: "Use parameters.",
  });
  expect(evidence.map(({ type, name, details }) => [type, name, details])).toEqual([
    [
      "cloudResource",
      "contoso/shop",
      { visibility: "private", link: "https://github.com/contoso/shop", branch: "main" },
    ],
    [
      "file",
      "src/orders.ts",
      { line: "51", commit: "39406e42cb832f683daa691dd652a8dc36ee8930", ref: "refs/heads/main" },
    ],
  ]);
});

test("one number of two kinds of alert is two incidents", () => {
  expect(read(aDependabotAlert).externalId).toBe("contoso/shop/dependabot/10");
  expect(names(aDependabotAlert)).toEqual([
    "cloudResource contoso/shop",
    "file web/package-lock.json",
    "other left-pad",
    "other CVE-2026-0001",
    "other GHSA-aaaa-bbbb-cccc",
  ]);
  expect(alertRead(aDependabotAlert)).toMatchObject({
    title: "left-pad pads too much",
    severity: { value: "medium", foreign: "moderate" },
    categories: ["Vulnerability", "CWE-400"],
    recommendedActions: "Update left-pad to 1.3.1 or later.",
  });
});

test("a dismissal says why, and ends the same in whatever order and however often it comes", () => {
  const incidents = [read(aCodeScanningAlert), read(aDismissedCodeScanningAlert)];
  const end = takePayloads(incidents);
  expect(end?.alerts.map(alertOf)).toMatchObject([
    {
      status: { value: "resolved", foreign: "dismissed" },
      classification: "falsePositive",
      determination: "false positive",
      resolvedAt: at("2026-11-21T10:00:00Z"),
    },
  ]);
  expect(takePayloads([...incidents.toReversed(), ...incidents])).toEqual(end);
});

test("of old webhooks without a time of change the dismissal comes after the creation, also if it is dated before", () => {
  const old = { updated_at: undefined, created_at: "2026-11-22T09:00:00Z" };
  const created = read(withAlert(old));
  const dismissed = read(withAlert({ updated_at: undefined }, aDismissedCodeScanningAlert));
  for (const order of [
    [created, dismissed],
    [dismissed, created],
  ]) {
    expect(takePayloads(order)?.alerts.map(alertOf)).toMatchObject([{ status: { value: "resolved" } }]);
  }
});

test("a secret is high unless the source is told otherwise, and open until it has a resolution", () => {
  expect(alertRead(aSecretAlert)).toMatchObject({
    title: "Secret found: Amazon AWS Access Key ID",
    severity: { value: "high", foreign: null },
    status: { value: "active", foreign: null },
    categories: ["Exposed secret"],
  });
  expect(factsOf(read(aSecretAlert).layers).tags).toEqual([
    "payments",
    "private",
    "publicly leaked",
    "push protection bypassed",
    "secret is active",
  ]);
  expect(names(aSecretAlert)).toEqual(["cloudResource contoso/shop", "user mallory"]);
  expect(alertRead(aSecretAlert, { secretSeverity: "critical" }).severity.value).toBe("critical");
  const revoked = withAlert({ resolution: "revoked", resolved_at: "2026-11-21T09:00:00Z" }, aSecretAlert);
  expect(alertRead(revoked)).toMatchObject({
    status: { value: "resolved", foreign: "resolved" },
    classification: "truePositive",
    resolvedAt: at("2026-11-21T09:00:00Z"),
  });
});

test("the place of a secret comes to the alert that it belongs to; the secret itself is never read", () => {
  const both = takePayloads([read(withAlert({ secret: "AKIA-SECRET" }, aSecretAlert)), read(aSecretLocation)]);
  expect(both?.alerts).toHaveLength(1);
  expect(names(aSecretLocation)).toContain("file deploy/.env");
  expect(JSON.stringify(both)).not.toContain("AKIA-SECRET");
});

test("an advisory has the page that GitHub gives it by its id, and ends when it is withdrawn", () => {
  const incident = read(anAdvisory);
  expect(incident.externalId).toBe("advisory/GHSA-aaaa-bbbb-cccc");
  expect(factsOf(incident.layers)).toMatchObject({
    title: "left-pad pads too much",
    severity: { value: "low" },
    status: { value: "active" },
    portalUrl: "https://github.com/advisories/GHSA-aaaa-bbbb-cccc",
    createdAt: at("2026-11-19T09:00:00Z"),
  });
  const withdrawn = {
    action: "withdrawn",
    security_advisory: { ...anAdvisory.security_advisory, withdrawn_at: "2026-11-20T09:00:00Z" },
  };
  expect(alertRead(withdrawn).status).toEqual({ value: "resolved", foreign: "withdrawn" });
});

test.each([
  [{ rule: { severity: "error" } }, "high"],
  [{ rule: { severity: "warning" } }, "medium"],
  [{ rule: { severity: "note" } }, "low"],
  [{ rule: { severity: "none" } }, "informational"],
  [{ rule: { severity: "error", security_severity_level: "low" } }, "low"],
  [{ rule: { severity: "error", security_severity_level: null } }, "high"],
  [{ rule: { severity: "fatal" } }, "unknown"],
])("the severity of %j is %s", (said, ours) => {
  expect(alertRead(withAlert(said)).severity.value).toBe(ours);
});

test("what the API lists is read without an event around it, its repository out of its address", () => {
  const { alert } = aCodeScanningAlert;
  expect(read(alert).externalId).toBe("contoso/shop/code-scanning/10");
  const atServer = {
    ...alert,
    number: null,
    html_url: null,
    url: "https://git.contoso.example/api/v3/repos/contoso/shop/code-scanning/alerts/10",
  };
  expect(read(atServer).externalId).toBe("contoso/shop/code-scanning/10");
});

test("an event is found under the names that relays keep it by, also as text", () => {
  const plain = read(aDependabotAlert);
  expect(read({ headers: { "X-GitHub-Event": "dependabot_alert" }, body: JSON.stringify(aDependabotAlert) })).toEqual(
    plain,
  );
  expect(read({ detail: { payload: aDependabotAlert } })).toEqual(plain);
});

test("alerts may be gathered by rule or repository, and open a new incident after a while", () => {
  const grouping = { idleMs: 3_600_000 };
  const byRule = read(aCodeScanningAlert, { gatherBy: "rule", idleHours: 1 });
  expect(byRule).toMatchObject({ externalId: "contoso/shop/code-scanning/js%2fsql-injection", grouping });
  expect(factsOf(byRule.layers).portalUrl).toBe("https://github.com/contoso/shop/security/code-scanning");
  expect(read(aSecretAlert, { gatherBy: "repository" }).externalId).toBe("contoso/shop");
  expect(githubSecurity.settings.safeParse({ gatherBy: "x" }).success).toBe(false);
});

test.each([
  [aPing, "It is GitHub’s test of a new webhook, and no security alert"],
  [
    { action: "opened", issue: { number: 1 }, repository: { full_name: "a/b" }, sender: { login: "ada" } },
    "It is another event of GitHub (opened), and no security alert",
  ],
  [
    { ref: "refs/heads/main", commits: [], repository: { full_name: "a/b" }, sender: { login: "ada" } },
    "It is another event of GitHub, and no security alert",
  ],
])("what is no alert is ignored, with the reason: %#", (payload, reason) => {
  expect(githubSecurity.normalise(payload, contextOf({}))).toEqual({
    ok: true,
    value: { kind: "ignored", externalId: null, reason },
  });
});

test.each([
  [7, ""],
  [{ alert: {} }, "alert"],
  [{ action: "created" }, "alert"],
])("what cannot be read says why: %j", (payload, path) => {
  expect(githubSecurity.normalise(payload, contextOf({}))).toMatchObject({ ok: false, problem: { path } });
});

test("an alert that gives no address of its own has the page of its number", () => {
  const { html_url: _, ...alert } = aSecretAlert.alert;
  const payload = { ...aSecretAlert, alert: { ...alert, number: 42, external_reference: "https://nvd.nist.gov/vuln" } };
  const { html_url } = aSecretAlert.repository;
  expect(alertRead(payload).url).toBe(`${html_url}/security/secret-scanning/42`);
});
