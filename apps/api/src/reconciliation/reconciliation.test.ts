import { minuteMs } from "@tocsin/core/kernel";
import { findingPageSchema, reconciliationPass, seenResponseSchema } from "@tocsin/core/reconciliation";
import { systemResponseSchema } from "@tocsin/core/system";
import { expect, test } from "vitest";
import { startReadyApp } from "../testing/start-test-app.ts";

test("a mail that was decided and is not there is listed and counted, until somebody has seen it", async () => {
  await using app = await startReadyApp();
  app.wait(Date.now() - app.parts.now());
  await app.makeRule();
  await app.raise();
  app.stores.parts.sqlite.prepare("delete from delivery_causes").run();
  app.wait(3 * minuteMs);
  await reconciliationPass(app.stores.reconciliation, app.parts.now);
  await reconciliationPass(app.stores.reconciliation, app.parts.now);

  const { items } = (await app.get("/api/v1/reconciliation")).as(findingPageSchema);
  expect(items).toMatchObject([{ kind: "missing", why: "neverPlanned", incident: { number: 1 }, deliveryId: null }]);
  expect(items[0]?.because).toContain("no mail was made for it");
  const system = (await app.get("/api/v1/system")).as(systemResponseSchema);
  expect(system.reconciliation).toMatchObject({ missing: 1, surplus: 0, checkedAt: expect.any(String) });
  const { text } = await app.get("/metrics", { token: null });
  expect(text).toContain('tocsin_reconciliation_findings{kind="missing"} 1');
  expect(text).toContain("tocsin_reconciliation_age_seconds 0");

  expect((await app.call("POST", "/api/v1/reconciliation/seen")).as(seenResponseSchema)).toEqual({ seen: 1 });
  expect((await app.get("/api/v1/reconciliation")).as(findingPageSchema).items).toEqual([]);
});
