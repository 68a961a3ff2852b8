import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { alias, blob, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { flag, json } from "./columns.ts";
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

const things = sqliteTable("things", {
  id: integer("id").primaryKey(),
  name: text("name"),
  isOpen: flag("is_open"),
  facts: json<{ readonly a: number }>("facts"),
  body: blob("body", { mode: "buffer" }),
});

test("rows are what drizzle itself reads, and what is given to a statement is written as drizzle writes it", () => {
  const { db, sqlite } = openConnection(":memory:");
  sqlite.exec("create table things (id integer primary key, name text, is_open integer, facts text, body blob)");
  const views = [db, drizzle(sqlite)];
  const place = sql.placeholder;
  const others = alias(things, "others");
  const rows = [
    { name: "one", isOpen: true, facts: { a: 1 }, body: Buffer.from([1, 2]) },
    { name: "two", isOpen: false, facts: null, body: null },
    { name: null, isOpen: true, facts: { a: 3 }, body: null },
  ];
  const inserts = views.map((view) =>
    view
      .insert(things)
      .values({ name: place("name"), isOpen: place("isOpen"), facts: place("facts"), body: place("body") })
      .returning()
      .prepare(),
  );
  for (const row of rows) {
    const [ours, theirs] = inserts.map((insert) => insert.get(row));
    expect({ ...ours, id: 0 }).toEqual({ ...theirs, id: 0 });
    expect(ours).toMatchObject(row);
  }
  const read = views.map((view) => [
    view.select().from(things).all(),
    view.select().from(things).where(eq(things.id, 99)).get(),
    view
      .select({ id: things.id, size: sql<number>`length(name)`.as("size"), half: sql`id / 2.0`.mapWith(String) })
      .from(things)
      .all(),
    view
      .select()
      .from(things)
      .leftJoin(others, eq(others.id, sql`${things.id} + 1`))
      .all(),
    view
      .select()
      .from(things)
      .where(eq(things.id, place("id")))
      .prepare()
      .all({ id: 2 }),
    view.select({ id: things.id }).from(things).values(),
  ]);
  expect(read[0]).toEqual(read[1]);
  for (const view of views) {
    const statement = view
      .select()
      .from(things)
      .where(eq(things.id, place("id")))
      .prepare();
    expect(() => statement.all({})).toThrow('No value for placeholder "id" was provided');
  }
  sqlite.close();
});
