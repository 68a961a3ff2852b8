import { asId, type IncidentId, type Severity } from "@tocsin/core/kernel";
import { anIncoming, anIncomingAlert, mapped, noon } from "@tocsin/core/testing";
import { describe, expect, test } from "vitest";
import { commitOnEveryRead, openScene, type Scene, temporaryFolder, walk } from "../testing/index.ts";

const everything = { severities: [], statuses: [] } as const;

const report = async (scene: Scene, externalId: string, severity: Severity = "high", at = noon) =>
  (await scene.record(anIncoming({ externalId, at, facts: { severity: mapped(severity) } }))).incidentId;

const listed = async (scene: Scene, filter: Parameters<Scene["incidents"]["list"]>[1]) =>
  (await scene.incidents.list(scene.scope, filter, { limit: 99, after: null })).items.map(
    ({ externalId }) => externalId,
  );

describe("the list of incidents", () => {
  test("has the one that changed last first, and of one moment the highest number", async () => {
    await using scene = await openScene();
    await report(scene, "a");
    await report(scene, "b");
    scene.clock.pass(1);
    await report(scene, "c");
    scene.clock.pass(1);
    await report(scene, "a", "critical", noon + 1);
    expect(await listed(scene, everything)).toEqual(["a", "c", "b"]);
  });

  test("can be narrowed to severities and statuses", async () => {
    await using scene = await openScene();
    await report(scene, "low", "low");
    await report(scene, "high", "high");
    await scene.record(
      anIncoming({ externalId: "done", facts: { severity: mapped("high"), status: mapped("resolved") } }),
    );
    expect(await listed(scene, { severities: ["high", "critical"], statuses: [] })).toEqual(["done", "high"]);
    expect(await listed(scene, { severities: ["high"], statuses: ["active"] })).toEqual(["high"]);
    expect(await listed(scene, { severities: ["critical"], statuses: [] })).toEqual([]);
  });

  test("can be walked page by page, each incident once, also when more come in meanwhile", async () => {
    await using scene = await openScene();
    const names = Array.from({ length: 11 }, (_, i) => `n-${i}`);
    for (const [i, name] of names.entries()) {
      await report(scene, name);
      scene.clock.pass(i % 3);
    }
    const seen = await walk(
      (page) => scene.incidents.list(scene.scope, everything, page),
      async (turn) => {
        await report(scene, `late-${turn}`);
      },
    );
    expect(seen.map(({ externalId }) => externalId)).toEqual(names.toReversed());
  });

  test("refuses a cursor that no list answered", async () => {
    await using scene = await openScene();
    for (const after of ["", "x", "1.2.3", "1.x", "99999999999999999.1", "1.1; drop table incidents"]) {
      await expect(scene.incidents.list(scene.scope, everything, { limit: 9, after })).rejects.toMatchObject({
        code: "malformed",
      });
    }
  });
});

describe("one incident", () => {
  test("of nobody is not found", async () => {
    await using scene = await openScene();
    await expect(scene.incidents.get(scene.scope, asId<IncidentId>("none"))).rejects.toMatchObject({
      code: "notFound",
      message: "There is no such incident",
    });
  });

  test("is shown in one state, whatever another process commits meanwhile", async () => {
    await using folder = await temporaryFolder();
    await using reader = await openScene({ path: folder.database });
    await using other = await openScene({ path: folder.database, beside: reader });
    const { incidentId } = await reader.record(anIncoming({ alerts: [anIncomingAlert()] }));
    using meddler = commitOnEveryRead(
      reader,
      other,
      `update incidents set change_count = change_count + 1;
       insert into alerts (incident_id, key, severity, alert, first_seq) select incident_id, hex(randomblob(8)), severity, alert, first_seq from alerts limit 1;`,
    );
    const { incident, alerts } = await reader.incidents.get(reader.scope, incidentId);
    expect(alerts.length).toBe(incident.changeCount);
    expect(meddler.commits()).toBeGreaterThan(2);
  });
});
