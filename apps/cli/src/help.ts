import type { Command, Operand } from "./command.ts";

const width = 100;
const gap = 2;

/** What `tocsin --help` says. */
export const overview = (commands: readonly Command[]): string =>
  [
    "Usage: tocsin <command> [options]",
    "",
    ...wrap("Runs Tocsin and looks after an installation. Settings are those of the programs: the environment's.", 0),
    "",
    "Commands:",
    ...table(commands.map(({ name, operands, summary }) => [[name, ...operands.map(written)].join(" "), summary])),
    "",
    "Every command takes --help, which says more, and --json, which answers programs.",
    "Exit codes: 0 fine, 1 something is wrong or was not done, 2 called wrongly.",
  ].join("\n");

/** What `tocsin <command> --help` says. */
export const helpOf = ({ name, summary, operands, options, about, failsWhen }: Command): string =>
  [
    `Usage: tocsin ${[name, ...operands.map(written), "[options]"].join(" ")}`,
    "",
    ...wrap(summary, 0),
    ...about.flatMap((paragraph) => ["", ...wrap(paragraph, 0)]),
    "",
    "Options:",
    ...table([
      ...Object.entries(options).map(
        ([option, { value, about: what }]) => [`--${option}${value === undefined ? "" : ` <${value}>`}`, what] as const,
      ),
      ["--json", "answer with one JSON object"] as const,
      ["--help", "show this"] as const,
    ]),
    "",
    "Exit codes:",
    ...table([
      ["0", "fine"],
      ["1", failsWhen],
      ["2", "called wrongly, or the environment has faults"],
    ]),
  ].join("\n");

const written = ({ name, optional }: Operand): string => (optional ? `[<${name}>]` : `<${name}>`);

const table = (rows: readonly (readonly [left: string, right: string])[]): readonly string[] => {
  const left = Math.max(...rows.map(([text]) => text.length)) + 2 * gap;
  return rows.flatMap(([name, text]) => {
    const [first = "", ...rest] = wrap(text, left);
    return [`${" ".repeat(gap)}${name}`.padEnd(left) + first.trimStart(), ...rest];
  });
};

/** Breaks between words; every line begins with this many blanks. */
const wrap = (text: string, indent: number): readonly string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((written) => " ".repeat(indent) + written);
};
