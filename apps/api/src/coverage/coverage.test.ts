import { coverageResponseSchema } from "@tocsin/core/notifications";
import { expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const covered = async (app: TestApp) => (await app.get("/api/v1/coverage")).as(coverageResponseSchema);

test("coverage says who is told of what, and where nobody is", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeRule({ name: "High", severities: ["high"] });
  const { cells, sources, deviceGroups, rules } = await covered(app);
  expect([sources.map(({ name }) => name), deviceGroups.map(({ name }) => name), rules]).toEqual([
    ["Own scripts"],
    ["Ungrouped devices", "No device"],
    [{ id, name: "High" }],
  ]);
  expect(cells).toHaveLength(12);
  expect(cells.filter(({ addresses }) => addresses.length > 0)).toMatchObject([
    { severity: "high", deviceGroupId: "ungrouped", rules: [{ ruleId: id }], addresses: ["soc@contoso.example"] },
    { severity: "high", deviceGroupId: null },
  ]);
});

test("coverage names the incidents that reached nobody, the gravest first, with the reason", async () => {
  await using app = await startReadyApp();
  await app.raise({ externalId: "unasked", severity: "low" });
  await app.makeRule({ severities: ["high"], conditions: [{ kind: "title", match: "contains", anyOf: ["Ransom"] }] });
  await app.raise({ externalId: "told" });
  await app.raise({ externalId: "missed", title: "Phishing" });
  await app.makeRule({ name: "Medium", severities: ["medium"] });
  const { id } = await app.organization();
  await app.patch(`/api/v1/organizations/${id}`, { allowedDomains: ["elsewhere.example"] });
  await app.raise({ externalId: "suppressed", severity: "medium" });
  const { unheard } = await covered(app);
  expect(unheard).toMatchObject({
    total: 3,
    items: [
      { incident: { externalId: "missed" }, reason: "noMatch", closest: { because: [{ condition: "title" }] } },
      { incident: { externalId: "suppressed" }, reason: "suppressed", closest: { rule: { name: "Medium" } } },
      { incident: { externalId: "unasked" }, reason: "noRule", closest: null },
    ],
  });
  expect(unheard.items[1]?.text).toContain("not among the domains");
});
