import { Column, getTableColumns, getTableName } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Drizzle } from "./open.ts";
import { listWriter } from "./written-code.ts";

interface InsertOptions {
  /** What follows `on conflict`, in SQL: `do nothing`, or a target and what it sets. */
  readonly onConflict?: string;
}

/**
 * An insert of these columns, prepared once and run without a builder: that costs a tenth of what drizzle's own takes,
 * and the hot path makes thirty of them. Columns that are not named take their default.
 */
export const preparedInsert = <Table extends SQLiteTable, Column extends keyof Table["$inferInsert"] & string>(
  db: Drizzle,
  table: Table,
  columns: readonly Column[],
  { onConflict }: InsertOptions = {},
): ((row: Required<Pick<Table["$inferInsert"], Column>>) => void) => {
  const fields = columns.map((key) => fieldOf(table, key));
  const names = fields.map(({ name }) => `"${name}"`).join(", ");
  const places = columns.map(() => "?").join(", ");
  const conflict = onConflict === undefined ? "" : ` on conflict ${onConflict}`;
  const statement = db.$client.prepare(`insert into "${getTableName(table)}" (${names}) values (${places})${conflict}`);
  const list = listWriter(fields);
  return (row) => {
    statement.run(list(row));
  };
};

/** A column by its key, with its name in the table and how a value is written into it. */
const fieldOf = (table: SQLiteTable, key: string) => {
  const column = getTableColumns(table)[key];
  if (column === undefined) throw new Error(`${getTableName(table)} has no column ${key}`);
  const writesAsIs = column.mapToDriverValue === Column.prototype.mapToDriverValue;
  const write = (value: unknown): unknown =>
    value === null || value === undefined ? null : column.mapToDriverValue(value);
  return { key, name: column.name, write: writesAsIs ? null : write };
};
