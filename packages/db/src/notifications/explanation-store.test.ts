import { asId, type IncidentId } from "@tocsin/core/kernel";
import { anIncoming, anIncomingAlert, mapped, noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { deliveries } from "../deliveries/tables.ts";
import { addTenant, aRuleDraft, commitOnEveryRead, openScene, temporaryFolder } from "../testing/index.ts";

test("an incident is explained by each of its changes, with what was decided then and what is known now", async () => {
  await using scene = await openScene();
  const high = await scene.addRule({ name: "High", severities: ["high"], severityOf: "incident" });
  const low = await scene.addRule({ name: "Low", severities: ["low"], severityOf: "incident" });
  const { incidentId } = await scene.record(anIncoming({ facts: { severity: mapped("low") } }));
  await scene.record(anIncoming({ facts: { severity: mapped("high") }, at: noon + 1 }));
  const saved = await scene.rules.save(scene.scope, low.id, aRuleDraft({ name: "Low" }), null, scene.actor);
  const group = await scene.deviceGroups.create(scene.scope, {
    name: "Servers",
    description: "",
    conditions: [{ property: "name", operator: "is", values: ["x"] }],
  });
  const { userScopeOf, ...facts } = await scene.explanations.explanationFacts(scene.scope, incidentId);
  const { incident, changes } = await scene.incidents.get(scene.scope, incidentId);
  expect(facts).toEqual({
    incident,
    decided: changes.map((change, i) => ({
      change,
      judged: expect.objectContaining({ incidentId, seq: i + 1, kinds: change.kinds }),
      decisions: [expect.objectContaining({ ruleId: i === 0 ? low.id : high.id, ruleVersion: 1, outcome: "notify" })],
    })),
    toldElsewhere: new Map(),
    rules: [high, saved.rule],
    groups: [group],
    organization: scene.organization,
    silences: [],
    mutes: [],
  });
  expect([userScopeOf("ada@contoso.example"), userScopeOf("soc@contoso.example")]).toEqual([{ groups: null }, null]);
});

test("what an incident that was merged with this one was told of is known, also once they have parted", async () => {
  await using scene = await openScene();
  const rule = await scene.addRule({ frequency: { kind: "oncePerIncident", alsoOnEscalation: false } });
  const report = (externalId: string, at: number, redirectTo: string | null) =>
    scene.record(anIncoming({ externalId, at: noon + at, facts: { redirectTo, severity: mapped("high") } }));
  const { incidentId: target } = await report("b", 0, null);
  const toldElsewhere = async (id: IncidentId) =>
    (await scene.explanations.explanationFacts(scene.scope, id)).toldElsewhere;
  const { incidentId } = await report("a", 1, "b");
  const byTarget = new Map([[rule.id, { at: noon, severity: "high" }]]);
  expect([await toldElsewhere(incidentId), await toldElsewhere(target)]).toEqual([byTarget, new Map()]);
  await report("a", 2, null);
  expect([await toldElsewhere(incidentId), await toldElsewhere(target)]).toEqual([byTarget, new Map()]);
});

test("a delivery is explained by each cause of it, oldest change first", async () => {
  await using scene = await openScene();
  const rule = await scene.addRule();
  const { incidentId } = await scene.record(anIncoming());
  await scene.record(anIncoming({ facts: { assignedTo: "ada" }, at: noon + 1 }));
  const [delivery] = scene.parts.db.select({ id: deliveries.id }).from(deliveries).all();
  const { changes } = await scene.incidents.get(scene.scope, incidentId);
  const causes = await scene.explanations.causesOf(scene.scope, delivery?.id ?? asId("none"));
  expect(causes).toEqual(
    changes.map((change) => ({
      change,
      rule: { id: rule.id, name: rule.name },
      decision: expect.objectContaining({ ruleId: rule.id, outcome: "notify" }),
    })),
  );
});

test("an incident of another organization is not found", async () => {
  await using scene = await openScene();
  const tenant = await addTenant(scene);
  const { incidentId } = await scene.record();
  for (const [scope, id] of [
    [tenant.scope, incidentId],
    [scene.scope, asId<IncidentId>("none")],
  ] as const) {
    await expect(scene.explanations.explanationFacts(scope, id)).rejects.toMatchObject({ code: "notFound" });
  }
});

test("an explanation is of one state, whatever another process commits meanwhile", async () => {
  await using folder = await temporaryFolder();
  await using reader = await openScene({ path: folder.database });
  await using other = await openScene({ path: folder.database, beside: reader });
  const { incidentId } = await reader.record(anIncoming({ alerts: [anIncomingAlert()] }));
  using meddler = commitOnEveryRead(
    reader,
    other,
    `update incidents set change_count = change_count + 1;
     insert into incident_changes select hex(randomblob(8)), organization_id, incident_id, source_id,
       (select max(seq) + 1 from incident_changes), at, kinds, detail, judged, knowledge_revision
       from incident_changes limit 1;`,
  );
  const { incident, decided } = await reader.explanations.explanationFacts(reader.scope, incidentId);
  expect(decided.length).toBe(incident.changeCount);
  expect(meddler.commits()).toBeGreaterThan(2);
});
