import { writeFileSync } from "node:fs";
import { minuteMs } from "@tocsin/core/kernel";
import { anIncoming, mapped, noon } from "@tocsin/core/testing";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { deliveries } from "../deliveries/tables.ts";
import { migrationsFolder, openScene, openTestStores, temporaryFolder } from "../testing/index.ts";
import { inspectDatabase, inspectVersions } from "./inspect.ts";

test("a look at a database in use tells of its tables, its newest row and its deliveries", async () => {
  await using folder = await temporaryFolder();
  await using scene = await openScene({ path: folder.database });
  await scene.addRule();
  for (const externalId of ["a", "b", "c", "d"]) {
    await scene.record(anIncoming({ externalId, facts: { severity: mapped("high") } }));
  }
  const { db } = scene.parts;
  const [failed, doubtful, held] = db.select().from(deliveries).all();
  const become = (row: typeof failed, change: Partial<typeof deliveries.$inferInsert>) =>
    row && db.update(deliveries).set(change).where(eq(deliveries.id, row.id)).run();
  become(failed, { state: "failed", settledAt: noon });
  become(doubtful, { state: "inDoubt", settledAt: noon });
  become(held, { state: "held", heldFor: "person" });

  const now = noon + 5 * minuteMs;
  const looked = inspectDatabase({ path: folder.database, migrationsFolder, now, failedSince: noon });
  expect(looked).toMatchObject({
    ok: true,
    value: {
      damage: null,
      schema: "current",
      newestAt: noon,
      deliveries: { oldestDueAt: noon, due: 1, waiting: 1, failed: 1, inDoubt: 1, heldForPerson: 1 },
    },
  });
  const lately = inspectDatabase({ path: folder.database, migrationsFolder, now, failedSince: now });
  expect(lately).toMatchObject({ value: { deliveries: { failed: 0 } } });
});

test("tables of another version are said to be, and are not read", async () => {
  await using folder = await temporaryFolder();
  await using stores = openTestStores({ path: folder.database });
  const look = () => inspectDatabase({ path: folder.database, migrationsFolder, now: noon, failedSince: noon });
  stores.parts.sqlite.exec("update __drizzle_migrations set created_at = created_at + 1e12");
  expect(look()).toMatchObject({ value: { schema: "newer", deliveries: null } });
  stores.parts.sqlite.exec("update __drizzle_migrations set created_at = 1");
  expect(look()).toMatchObject({ value: { schema: "older", deliveries: null } });
});

test("what is no database is a problem in SQLite's words", async () => {
  await using folder = await temporaryFolder();
  const look = () => inspectDatabase({ path: folder.database, migrationsFolder, now: noon, failedSince: noon });
  expect(look()).toEqual({ ok: false, problem: expect.stringContaining("SQLITE_CANTOPEN") });
  writeFileSync(folder.database, "a letter".repeat(1_000));
  expect(look()).toEqual({ ok: false, problem: expect.stringContaining("SQLITE_NOTADB") });
});

test("the versions under this very process are fit", () => {
  expect(inspectVersions()).toEqual({
    node: { version: process.versions.node, fault: null },
    sqlite: { version: expect.stringMatching(/^3\.\d+\.\d+$/), fault: null },
  });
});
