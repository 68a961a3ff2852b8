import { sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Drizzle } from "./open.ts";

/** A statement's place for each of some columns, named after them. */
const placesFor = (columns: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(columns.map((column) => [column, sql.placeholder(column)]));

/**
 * An insert of these columns, prepared once: building a statement anew costs many times what running it does. Columns
 * that are not named take their default. A row that is there already stays as it is where `orIgnore` says so.
 */
export const preparedInsert = <Table extends SQLiteTable, Column extends keyof Table["$inferInsert"] & string>(
  db: Drizzle,
  table: Table,
  columns: readonly Column[],
  { orIgnore = false }: { readonly orIgnore?: boolean } = {},
): ((row: Required<Pick<Table["$inferInsert"], Column>>) => void) => {
  // The columns of the type are those of the places; drizzle has no type for a row of placeholders.
  const insert = db.insert(table).values(placesFor(columns) as Table["$inferInsert"]);
  const statement = (orIgnore ? insert.onConflictDoNothing() : insert).prepare();
  return (row) => {
    statement.run(row);
  };
};
