import type { RunResult, Statement } from "better-sqlite3";
import { Column, is, Param, Placeholder, type Query, SQL } from "drizzle-orm";
import type { SelectedFieldsOrdered } from "drizzle-orm/sqlite-core";
import { type SQLiteExecuteMethod, SQLitePreparedQuery } from "drizzle-orm/sqlite-core/session";
import { listWriter, objectWriter, type Read, type Row, type Values } from "./written-code.ts";

interface Config {
  type: "sync";
  run: RunResult;
  // What drizzle types them as depends on the statement; the session that makes this query says so to its caller.
  all: never;
  get: never;
  values: never;
  execute: never;
}

/**
 * Drizzle's prepared query, with what is the same at every run done once: which parameter is whose value, and how each
 * column is read. Drizzle asks that anew for every value of every row, which costs as much as the rows themselves.
 * Only for flat rows: a row of several tables, each an object of its own, is drizzle's to build.
 */
export class SteadyQuery extends SQLitePreparedQuery<Config> {
  readonly #prepare: () => Statement;
  #prepared: Statement | null = null;
  readonly #bind: (values: Values) => readonly unknown[];
  readonly #read: ((row: readonly unknown[]) => Row) | null;

  /** `prepare` is called at the first run: a program has many statements, and starts sooner without most of them. */
  constructor(
    prepare: () => Statement,
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    executeMethod: SQLiteExecuteMethod,
  ) {
    super("sync", executeMethod, query);
    this.#prepare = fields === undefined ? prepare : () => prepare().raw();
    this.#bind = binderOf(query.params);
    this.#read = fields === undefined ? null : readerOf(fields);
  }

  get #statement(): Statement {
    this.#prepared ??= this.#prepare();
    return this.#prepared;
  }

  override run(values: Values = {}): RunResult {
    return this.#statement.run(...this.#bind(values));
  }

  override get(values: Values = {}): never {
    const row = this.#statement.get(...this.#bind(values));
    return this.#whole(row) as never;
  }

  override all(values: Values = {}): never {
    const rows = this.#statement.all(...this.#bind(values));
    return (this.#read === null ? rows : rows.map(this.#whole, this)) as never;
  }

  override values(values: Values = {}): never {
    return this.#statement.raw().all(...this.#bind(values)) as never;
  }

  #whole(row: unknown): unknown {
    return row === undefined || this.#read === null ? row : this.#read(row as readonly unknown[]);
  }
}

/** Whether every field of a row stands by itself. */
export const isFlat = (fields: SelectedFieldsOrdered | undefined): boolean =>
  fields === undefined || fields.every(({ path }) => path.length === 1);

const binderOf = (params: readonly unknown[]): ((values: Values) => readonly unknown[]) => {
  const fields = params.map(fieldOf);
  return fields.every((field) => field === null)
    ? () => params
    : listWriter(fields.map((field, at) => field ?? { key: "", write: () => params[at] }));
};

/** A parameter by the name of its value; null for one whose value stands in the statement itself. */
const fieldOf = (param: unknown) => {
  if (is(param, Placeholder)) return { key: param.name, write: given(param.name) };
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder } = param;
    const { name } = param.value;
    const demand = given(name);
    return { key: name, write: (value: unknown, values: Values) => encoder.mapToDriverValue(demand(value, values)) };
  }
  return null;
};

const given = (name: string) => (value: unknown, values: Values) => {
  if (value === undefined && !(name in values)) throw new Error(`No value for placeholder "${name}" was provided`);
  return value;
};

const readerOf = (fields: SelectedFieldsOrdered): ((row: readonly unknown[]) => Row) =>
  objectWriter(fields.map(({ path: [key = ""], field }) => ({ key, read: readOf(field) })));

/** Null for a column whose value is what the database holds, as most are. */
const readOf = (field: SelectedFieldsOrdered[number]["field"]): Read | null => {
  if (is(field, Column)) {
    const asItIs = field.mapFromDriverValue === Column.prototype.mapFromDriverValue;
    return asItIs ? null : (value) => field.mapFromDriverValue(value);
  }
  // Not in drizzle's types: an expression knows how its value is read, and a named one has it inside.
  const { decoder } = (is(field, SQL) ? field : (field as { readonly sql: unknown }).sql) as {
    readonly decoder: { readonly mapFromDriverValue: Read };
  };
  return (value) => decoder.mapFromDriverValue(value);
};
