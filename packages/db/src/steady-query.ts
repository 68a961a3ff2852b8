import type { RunResult, Statement } from "better-sqlite3";
import { Column, is, Param, Placeholder, type Query, SQL } from "drizzle-orm";
import type { SelectedFieldsOrdered } from "drizzle-orm/sqlite-core";
import { type SQLiteExecuteMethod, SQLitePreparedQuery } from "drizzle-orm/sqlite-core/session";

type Values = Readonly<Record<string, unknown>>;
type Row = Record<string, unknown>;
type Code = (value: unknown) => unknown;

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
  const binders = params.map(binderOfOne);
  return (values) => binders.map((bind) => bind(values));
};

const binderOfOne = (param: unknown): ((values: Values) => unknown) => {
  if (is(param, Placeholder)) return taken(param.name);
  if (is(param, Param) && is(param.value, Placeholder)) {
    const { encoder } = param;
    const take = taken(param.value.name);
    return (values) => encoder.mapToDriverValue(take(values));
  }
  return () => param;
};

const taken = (name: string) => (values: Values) => {
  if (!(name in values)) throw new Error(`No value for placeholder "${name}" was provided`);
  return values[name];
};

const readerOf = (fields: SelectedFieldsOrdered): ((row: readonly unknown[]) => Row) => {
  const columns = fields.map(({ path: [key = ""], field }) => ({ key, read: readOf(field) }));
  return (values) => {
    const row: Row = {};
    columns.forEach(({ key, read }, index) => {
      const value = values[index] ?? null;
      row[key] = value === null || read === null ? value : read(value);
    });
    return row;
  };
};

/** Null for a column whose value is what the database holds, as most are. */
const readOf = (field: SelectedFieldsOrdered[number]["field"]): Code | null => {
  if (is(field, Column)) {
    const asItIs = field.mapFromDriverValue === Column.prototype.mapFromDriverValue;
    return asItIs ? null : (value) => field.mapFromDriverValue(value);
  }
  // Not in drizzle's types: an expression knows how its value is read, and a named one has it inside.
  const { decoder } = (is(field, SQL) ? field : (field as { readonly sql: unknown }).sql) as {
    readonly decoder: { readonly mapFromDriverValue: Code };
  };
  return (value) => decoder.mapFromDriverValue(value);
};
