import { parseArgs } from "node:util";
import { type Command, CommandFault } from "./command.ts";

/** What somebody asked for on the command line. */
export type Asked =
  | { readonly kind: "overview" }
  | { readonly kind: "version" }
  | { readonly kind: "help"; readonly command: Command }
  | {
      readonly kind: "run";
      readonly command: Command;
      readonly operands: readonly string[];
      readonly options: Readonly<Record<string, string | boolean | undefined>>;
      readonly json: boolean;
    };

/** Reads the words after `tocsin`. Throws a fault of usage that says what would have been right. */
export const readCall = (commands: readonly Command[], words: readonly string[]): Asked => {
  const [first] = words;
  if (first === undefined || first === "--help" || first === "-h") return { kind: "overview" };
  if (first === "--version") return { kind: "version" };
  if (first === "help") return helpFor(commands, words.slice(1));
  const command = find(commands, words);
  const rest = words.slice(command.name.split(" ").length);
  const { values, positionals } = parsed(command, rest);
  const { help, json, ...options } = values;
  if (help === true) return { kind: "help", command };
  checkOperands(command, positionals);
  return { kind: "run", command, operands: positionals, options, json: json === true };
};

/** Whether the caller is a program, also where the rest of the call cannot be read. */
export const wantsJson = (words: readonly string[]): boolean => words.includes("--json");

const find = (commands: readonly Command[], words: readonly string[]): Command => {
  const command = commands.find(({ name }) => name.split(" ").every((word, index) => words[index] === word));
  if (command !== undefined) return command;
  const [first = "", ...rest] = words.filter((word) => !word.startsWith("-"));
  const begun = commands.filter(({ name }) => name.startsWith(`${first} `)).map(({ name }) => name);
  const instead = begun.length > 0 ? `Say ${begun.join(" or ")}.` : "tocsin --help lists the commands.";
  throw new CommandFault(
    2,
    `There is no command ${[first, ...(begun.length > 0 ? rest.slice(0, 1) : [])].join(" ")}. ${instead}`,
  );
};

const helpFor = (commands: readonly Command[], words: readonly string[]): Asked =>
  words.length === 0 ? { kind: "overview" } : { kind: "help", command: find(commands, words) };

type Values = Record<string, string | boolean | undefined>;

const parsed = (command: Command, args: readonly string[]): { values: Values; positionals: readonly string[] } => {
  const own = Object.entries(command.options).map(
    ([name, { value }]) => [name, { type: value === undefined ? "boolean" : "string" }] as const,
  );
  const flag = { type: "boolean" } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...Object.fromEntries(own), json: flag, help: { ...flag, short: "h" } },
      allowPositionals: true,
      strict: true,
    });
    return { values: values as Values, positionals };
  } catch (error) {
    // Node's own words name the option; the rest of them is advice about "--" that misleads here.
    const [words = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new CommandFault(2, `${words}. tocsin ${command.name} --help lists the options.`);
  }
};

const checkOperands = ({ name, operands }: Command, given: readonly string[]): void => {
  const missing = operands.slice(given.length).find(({ optional }) => !optional);
  const usage = `tocsin ${[name, ...operands.map((operand) => `<${operand.name}>`)].join(" ")}`;
  if (missing !== undefined) throw new CommandFault(2, `Which ${missing.name}? Say ${usage}`);
  if (given.length > operands.length) {
    throw new CommandFault(2, `${given[operands.length]} is one word too many. Say ${usage}`);
  }
};
