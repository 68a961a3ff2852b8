import { asId } from "@tocsin/core/kernel";
import { anIncoming, anIncomingAlert, anIncomingEvidence } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { decisions } from "./notifications/tables.ts";
import { anOrganizationDraft, aRuleDraft, openScene, type Scene, temporaryFolder } from "./testing/index.ts";

/** Which rules answered, in which version, with what, in the order of the changes. */
const answersIn = ({ parts }: Scene) =>
  parts.db
    .select({ decision: decisions.decision })
    .from(decisions)
    .orderBy(decisions.changeId)
    .all()
    .map(({ decision }) => [decision.ruleId, decision.ruleVersion, decision.outcome]);

test("a rule counts from the next payload on, in every process", async () => {
  await using folder = await temporaryFolder();
  await using api = await openScene({ path: folder.database });
  await using other = await openScene({ path: folder.database, beside: api });
  await other.record(anIncoming({ externalId: "before" }));
  const rule = await api.addRule();
  await other.record(anIncoming({ externalId: "with it" }));
  await api.rules.save(api.scope, rule.id, aRuleDraft({ severities: ["high"] }), 1, api.actor);
  await other.record(anIncoming({ externalId: "no longer" }));
  expect(answersIn(api)).toEqual([[rule.id, 1, "notify"]]);
  await api.rules.archive(api.scope, rule.id, 2, api.actor);
  await other.record(anIncoming({ externalId: "archived", facts: { severity: { value: "high", foreign: null } } }));
  expect(answersIn(api)).toEqual([[rule.id, 1, "notify"]]);
});

test("a device group counts from the next payload on, in every process", async () => {
  await using folder = await temporaryFolder();
  await using api = await openScene({ path: folder.database });
  await using other = await openScene({ path: folder.database, beside: api });
  const onServer = (externalId: string) =>
    anIncoming({ externalId, alerts: [anIncomingAlert({ evidence: [anIncomingEvidence({ key: "srv-01" })] })] });
  await other.record(onServer("ungrouped"));
  const group = await api.deviceGroups.create(api.scope, {
    name: "Servers",
    description: "",
    conditions: [{ property: "name", operator: "startsWith", values: ["srv"] }],
  });
  const rule = await api.addRule({ deviceGroups: { scope: "selected", ids: [group.id], includeDeviceless: false } });
  await other.record(onServer("grouped"));
  expect(answersIn(api)).toEqual([[rule.id, 1, "notify"]]);
});

test("a domain that may no longer receive is refused from the next payload on, in every process", async () => {
  await using folder = await temporaryFolder();
  await using api = await openScene({ path: folder.database });
  await using other = await openScene({ path: folder.database, beside: api });
  const rule = await api.addRule();
  await other.record(anIncoming({ externalId: "allowed" }));
  await api.organizations.change(api.scope, () => anOrganizationDraft({ allowedDomains: ["fabrikam.example"] }));
  await other.record(anIncoming({ externalId: "refused" }));
  expect(answersIn(api)).toEqual([
    [rule.id, 1, "notify"],
    [rule.id, 1, "suppressed"],
  ]);
});

test("a rule that was undone with its commit decides nothing, whatever was read in that commit", async () => {
  await using scene = await openScene();
  const { sqlite, writer } = scene.parts;
  sqlite.exec("create table people (id integer primary key, boss references people deferrable initially deferred)");
  const lost = await Promise.allSettled([
    scene.addRule(),
    scene.record(anIncoming({ externalId: "lost" })),
    writer.write(() => sqlite.exec("insert into people values (1, 2)")),
  ]);
  expect(lost.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  await scene.organizations.change(scene.scope, () => anOrganizationDraft());
  await scene.record(anIncoming({ externalId: "kept" }));
  expect(answersIn(scene)).toEqual([]);
});

test("an organization that there is not knows nothing", async () => {
  await using scene = await openScene();
  const stranger = { ...scene.tenant, organization: { ...scene.organization, id: asId<never>("nobody") } };
  await expect(scene.record(anIncoming(), { tenant: stranger })).rejects.toThrow("nobody");
});
