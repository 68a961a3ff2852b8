import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { incidents } from "./incidents/tables.ts";
import { openConnection } from "./open.ts";

test.for([
  ["text", "O'Brien + 1"],
  ["integer", -7],
  ["real", 2.5],
  ["blob", Buffer.from([0, 255])],
  ["null", null],
] as const)("a parameter that is %s comes as it was given", ([type, value]) => {
  const { db, sqlite } = openConnection(":memory:");
  // better-sqlite3 binds every number as a real, unless it is told otherwise.
  const expected = type === "integer" ? "real" : type;
  const row = db.get<{ type: string; value: unknown }>(sql`select typeof(${value}) as type, ${value} as value`);
  expect(row).toEqual({ type: expected, value });
  sqlite.close();
});

test("a statement is planned without a look at what is bound", () => {
  const { db, sqlite } = openConnection(":memory:");
  const { sql: written } = db
    .select({ id: incidents.id })
    .from(incidents)
    .where(eq(incidents.familyId, sql`${"x"}`))
    .toSQL();
  expect(written).toContain('"incidents"."family_id" = +?');
  sqlite.close();
});
