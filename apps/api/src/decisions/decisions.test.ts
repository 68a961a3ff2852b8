import { pageSchema } from "@tocsin/core/kernel";
import { decisionListedSchema } from "@tocsin/core/notifications";
import { expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const decisions = async (app: TestApp, query = "") =>
  (await app.get(`/api/v1/decisions${query}`)).as(pageSchema(decisionListedSchema));

test("decisions are listed newest first, and can be narrowed to why nothing was sent", async () => {
  await using app = await startReadyApp();
  const rule = await app.makeRule({ conditions: [{ kind: "title", match: "contains", anyOf: ["Ransom"] }] });
  const told = await app.raise();
  const missed = await app.raise({ externalId: "x-2", title: "Phishing" });
  expect((await decisions(app)).items.map(({ incident, decision }) => [incident.id, decision.outcome])).toEqual([
    [missed.id, "no"],
    [told.id, "notify"],
  ]);
  const silent = await decisions(app, "?outcome=no,suppressed");
  expect(silent.items).toMatchObject([{ rule: { id: rule.id, name: "Everything" }, change: { kinds: ["opened"] } }]);
  expect((await decisions(app, `?incident=${told.id}`)).items).toHaveLength(1);
  expect((await decisions(app, `?rule=${rule.id}&to=2000-01-01`)).items).toHaveLength(0);
});

test("decisions can be walked page by page, each once", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ name: "One" });
  await app.makeRule({ name: "Two" });
  await app.raise();
  await app.raise({ externalId: "x-2" });
  const seen: string[] = [];
  let cursor = "";
  do {
    const { items, next } = await decisions(app, `?limit=1${cursor}`);
    seen.push(...items.map(({ change, rule }) => `${change.id} ${rule.name}`));
    cursor = next === null ? "" : `&cursor=${encodeURIComponent(next)}`;
  } while (cursor !== "");
  expect([seen.length, new Set(seen).size]).toEqual([4, 4]);
});
