import { remembered } from "@tocsin/core/kernel";

export type Values = Readonly<Record<string, unknown>>;
export type Row = Record<string, unknown>;
export type Read = (value: unknown) => unknown;
/** Is given the value, and all the values that it is one of. */
export type Write = (value: unknown, values: Values) => unknown;

/*
 * Functions that are written for one statement, as text, and compiled. A loop over columns gives V8 objects whose shape it has
 * to look up property by property; a literal's it knows, which takes a tenth of the time, and the hot path reads and writes
 * some hundred columns for a mail. What is compiled holds names of our own columns and nothing from outside.
 */

/** Makes an object of a row's values, each read by its code; null stands for what is read as it is. A missing value is null. */
export const objectWriter = (columns: readonly { readonly key: string; readonly read: Read | null }[]) =>
  compiled<(values: readonly unknown[]) => Row>(
    "values",
    `({${columns.map(({ key, read }, at) => `${name(key)}: ${readText(read, at)}`).join(", ")}})`,
    columns.map(({ read }) => read),
  );

const readText = (read: Read | null, at: number): string =>
  read === null ? `values[${at}] ?? null` : `(values[${at}] ?? null) === null ? null : codes[${at}](values[${at}])`;

/** Lists values in the order of their fields, each through its code; null stands for what is written as it is. */
export const listWriter = (fields: readonly { readonly key: string; readonly write: Write | null }[]) =>
  compiled<(values: Values) => readonly unknown[]>(
    "values",
    `[${fields.map(({ key, write }, at) => writeText(name(key), write, at)).join(", ")}]`,
    fields.map(({ write }) => write),
  );

const writeText = (key: string, write: Write | null, at: number): string =>
  write === null ? `values[${key}]` : `codes[${at}](values[${key}], values)`;

const name = (key: string): string => JSON.stringify(key);

type Codes = readonly (Read | Write | null)[];

/** A statement that is built anew for every run asks for the same text again. */
const makerOf = remembered((text) => new Function("codes", `return ${text};`) as (codes: Codes) => unknown, {
  charactersMax: 50_000,
});

const compiled = <Made>(parameter: string, text: string, codes: Codes): Made =>
  makerOf(`(${parameter}) => ${text}`)(codes) as Made;
