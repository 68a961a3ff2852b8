import { incidentResponseSchema, type SourceKind, sourceKindOf } from "@tocsin/core/incidents";
import { ingestResponseSchema, takeIn } from "@tocsin/core/intake";
import { hourMs, ok, pageSchema } from "@tocsin/core/kernel";
import { noon } from "@tocsin/core/testing";
import { sha256 } from "@tocsin/secrets";
import { expect, test } from "vitest";
import { z } from "zod";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

interface Beep {
  readonly id: string;
  readonly at: number;
  readonly over?: true;
}

/** A kind that reports single alerts, as monitoring does: they gather by what beeps, for a day. */
const beeper: SourceKind = {
  ...(sourceKindOf("generic") as SourceKind),
  kind: "beeper",
  normalise: (payload, { sourceId, digest }) => {
    const { id, at, over } = payload as Beep;
    const value = over ? ("resolved" as const) : ("active" as const);
    const facts = {
      title: `Beep ${id}`,
      description: `${id} beeped`,
      createdAt: noon + at * hourMs,
      status: { value, foreign: null },
    };
    const version = { at: noon + at * hourMs + (over ? hourMs : 0), hash: digest(JSON.stringify(payload)) };
    return ok({
      kind: "incident",
      incident: {
        externalId: "web",
        authority: `source:${sourceId}`,
        grouping: { idleMs: 24 * hourMs },
        layers: [],
        alerts: [{ key: id, layers: [{ version, facts }], evidence: [] }],
      },
    });
  },
};

/** Hands beeps to a source of the installation, as the api does with a body that it has parsed. */
const beep = async ({ stores, parts: { announce, now } }: TestApp, key: string, ...beeps: readonly Beep[]) => {
  const sender = await stores.sources.findByKeyHash(sha256(key));
  if (sender === null) throw new Error("There is no such source");
  const documents = beeps.map((value) => ({ value, text: JSON.stringify(value) }));
  const parts = { store: stores.intake, announce, now, digest: sha256, kindOf: () => beeper };
  return (await takeIn(parts, sender, documents)).results;
};

test("an incident that gathers alerts says which one of its key it is, and since when there are any", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ frequency: { kind: "oncePerIncident", alsoOnEscalation: false } });
  const { key } = await app.makeSource("generic", "Beeps");
  app.wait(10 * 24 * hourMs);
  const results = await beep(
    app,
    key,
    { id: "a", at: 3 },
    { id: "b", at: 2 },
    { id: "a", at: 3, over: true },
    { id: "b", at: 2, over: true },
    { id: "c", at: 5 },
    { id: "d", at: 40 },
    { id: "b", at: 2, over: true },
  );
  expect(
    results.map((result) =>
      result.outcome === "ignored" ? result : [result.outcome, result.number, result.notifications],
    ),
  ).toEqual([
    ["opened", 1, 1],
    ["updated", 1, 0],
    ["unchanged", 1, 0],
    ["resolved", 1, 0],
    ["opened", 2, 1],
    ["opened", 3, 1],
    ["unchanged", 1, 0],
  ]);
  const shown = await Promise.all(
    (await app.incidents()).map(async ({ id }) => {
      const whole = (await app.get(`/api/v1/incidents/${id}`)).as(incidentResponseSchema);
      return [
        whole.number,
        whole.title,
        whole.description,
        whole.createdAt,
        whole.status,
        whole.externalId,
        whole.generation,
      ];
    }),
  );
  const at = (hour: number) => new Date(noon + hour * hourMs).toISOString();
  const since = at(2);
  expect(shown.toSorted()).toEqual([
    [1, "Beep b", "b beeped", at(2), "resolved", "web", { number: 1, since }],
    [2, "Beep c", "c beeped", at(5), "active", "web", { number: 2, since }],
    [3, "Beep d", "d beeped", at(40), "active", "web", { number: 3, since }],
  ]);
});

test("an incident that its source reports whole is of no generation, and says where it went on for as long as it does", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  await app.makeSource("graph-security", "Graph");
  const report = async (minute: number, given: object) => {
    const lastUpdateDateTime = new Date(noon + minute * 60_000).toISOString();
    const incident = { id: "7", displayName: "Phishing", status: "active", lastUpdateDateTime, ...given };
    const [result] = (await app.ingest(incident)).as(ingestResponseSchema).results;
    return (await app.get(`/api/v1/incidents/${result?.incidentId}`)).as(incidentResponseSchema);
  };
  const deliveries = async () => (await app.get("/api/v1/deliveries")).as(pageSchema(z.unknown())).items.length;
  const before = await report(0, {});
  expect(before).toMatchObject({ generation: null, redirectedTo: null });
  const target = await report(0, { id: "8", displayName: "Campaign" });
  expect(await report(1, { status: "redirected", redirectIncidentId: "8" })).toMatchObject({
    familyId: target.id,
    redirectedTo: { id: target.id, number: target.number },
  });
  const mails = await deliveries();
  expect(await report(2, { redirectIncidentId: null })).toMatchObject({
    status: "active",
    familyId: before.id,
    redirectedTo: null,
  });
  expect(await deliveries()).toBe(mails);
});
