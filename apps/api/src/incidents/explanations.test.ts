import { explanationsResponseSchema } from "@tocsin/core/notifications";
import { expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const explain = async (app: TestApp, id: string) =>
  (await app.get(`/api/v1/incidents/${id}/explanations`)).as(explanationsResponseSchema);

const soc = { address: "soc@contoso.example" };
const verdict = (condition: string, expected: string, actual: string, holds: boolean) => ({
  condition,
  expected,
  actual,
  holds,
});

test("every rule is explained by name: why it told and to whom, or why it did not", async () => {
  await using app = await startReadyApp();
  const quiet = await app.makeRule({ name: "B: critical only", severities: ["critical"], recipients: [soc] });
  const loud = await app.makeRule({ name: "A: everything", recipients: [soc, { address: "ciso@contoso.example" }] });
  const { id } = await app.raise();
  const answer = await explain(app, id);
  const decisionOf = (rule: typeof quiet, told: boolean) => ({
    ruleVersion: 1,
    outcome: told ? "notify" : "no",
    because: [
      verdict("enabled", "the rule is on", "on", true),
      verdict("frequency", "every update", "opened", true),
      verdict("incidentSeverity", rule.severities.join(" or "), "high", told),
      verdict("deviceGroup", "any", "no device", true),
    ],
    alert: { key: null, title: "Ransomware" },
    recipients: rule.recipients.map(({ address }) => ({
      address,
      told,
      reason: told ? "the rule matches" : "the rule did not match",
    })),
  });
  const change = { id: expect.any(String), seq: 1, at: "2026-11-22T12:00:00.000Z", kinds: ["opened"] };
  expect(answer).toEqual({
    incident: { id, number: 1, title: "Ransomware" },
    mutes: [],
    rules: [
      {
        rule: { id: loud.id, name: "A: everything", version: 1 },
        notified: true,
        escalations: [],
        changes: [{ change, asDecided: decisionOf(loud, true), asNow: decisionOf(loud, true), flip: null }],
      },
      {
        rule: { id: quiet.id, name: "B: critical only", version: 1 },
        notified: false,
        escalations: [],
        // It was not worth asking then: no rule of its severity could match.
        changes: [
          {
            change,
            asDecided: null,
            asNow: decisionOf(quiet, false),
            flip: [
              {
                condition: "incidentSeverity",
                mend: { kind: "addSeverity", severity: "high" },
                change: "choose severity high too",
              },
            ],
          },
        ],
      },
    ],
  });
});

test("a rule that is off says so", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ enabled: false });
  const { id } = await app.raise();
  const [rule] = (await explain(app, id)).rules;
  expect(rule).toMatchObject({ notified: false, changes: [{ asDecided: null, asNow: { outcome: "no" } }] });
  expect(rule?.changes[0]?.asNow.because).toContainEqual(verdict("enabled", "the rule is on", "off", false));
});

test("a rule made later explains that nobody was in it yet", async () => {
  await using app = await startReadyApp();
  const { id } = await app.raise();
  app.wait(60_000);
  await app.makeRule();
  const [rule] = (await explain(app, id)).rules;
  expect(rule).toMatchObject({
    notified: false,
    changes: [
      {
        asDecided: null,
        asNow: {
          outcome: "suppressed",
          recipients: [
            { ...soc, told: false, reason: "was added to the rule at 2026-11-22T12:01:00.000Z, after this change" },
          ],
        },
      },
    ],
  });
});

test("a rule that tells once per incident says when it told", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ frequency: { kind: "oncePerIncident" } });
  await app.raise();
  app.wait(60_000);
  const { id } = await app.raise({ severity: "critical" });
  const [rule] = (await explain(app, id)).rules;
  const told = verdict("frequency", "once per incident", "already told at 2026-11-22T12:00:00.000Z", false);
  expect(rule?.notified).toBe(true);
  expect(rule?.changes.map(({ asDecided }) => asDecided?.outcome)).toEqual(["notify", "no"]);
  expect(rule?.changes[1]?.asDecided?.because).toContainEqual(told);
  expect(rule?.changes[1]?.asNow.because).toContainEqual(told);
});

test("as decided stays what it was when the rule changes, and as now follows it", async () => {
  await using app = await startReadyApp();
  const { id: ruleId } = await app.makeRule();
  const { id } = await app.raise();
  const draft = { name: "Everything", severities: ["low"], recipients: [soc] };
  await app.put(`/api/v1/notification-rules/${ruleId}`, draft);
  const [rule] = (await explain(app, id)).rules;
  expect(rule).toMatchObject({
    rule: { version: 2 },
    notified: true,
    changes: [{ asDecided: { ruleVersion: 1, outcome: "notify" }, asNow: { ruleVersion: 2, outcome: "no" } }],
  });
});

test("a rule limited to a device group names the devices that it found elsewhere", async () => {
  await using app = await startReadyApp();
  const conditions = [{ property: "name", operator: "startsWith", values: ["srv"] }];
  const group = (await app.post("/api/v1/device-groups", { name: "Servers", conditions })).body as { id: string };
  await app.makeRule({ deviceGroups: { scope: "selected", ids: [group.id] } });
  const { id } = await app.raise({ alerts: [{ title: "a", evidence: [{ type: "device", name: "laptop-9" }] }] });
  const [rule] = (await explain(app, id)).rules;
  expect(rule?.changes[0]?.asNow.because).toContainEqual(
    verdict("deviceGroup", "Servers", "laptop-9 in Ungrouped devices", false),
  );
});

test("an address whose domain lost its right is told why as of now", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  const { id } = await app.raise();
  const organization = await app.organization();
  await app.patch(`/api/v1/organizations/${organization.id}`, { allowedDomains: ["fabrikam.example"] });
  const [rule] = (await explain(app, id)).rules;
  expect(rule?.changes[0]?.asDecided?.recipients).toMatchObject([{ told: true }]);
  expect(rule?.changes[0]?.asNow.recipients).toMatchObject([
    { told: false, reason: expect.stringContaining("domain") },
  ]);
});

test("without rules there is nothing to explain", async () => {
  await using app = await startReadyApp();
  const { id } = await app.raise();
  expect((await explain(app, id)).rules).toEqual([]);
});

test("a rule that was archived since still explains what it told, and what would bring it back", async () => {
  await using app = await startReadyApp();
  const rule = await app.makeRule({ name: "Gone by now", recipients: [soc] });
  const { id } = await app.raise();
  await app.remove(`/api/v1/notification-rules/${rule.id}`);
  const { rules } = await explain(app, id);
  expect(rules.map(({ rule: { name }, notified }) => [name, notified])).toEqual([["Gone by now", true]]);
  expect(rules[0]?.changes[0]?.asDecided?.outcome).toBe("notify");
  expect(rules[0]?.changes[0]?.flip).toEqual([
    { condition: "enabled", mend: { kind: "restore" }, change: "restore the rule" },
  ]);
});
