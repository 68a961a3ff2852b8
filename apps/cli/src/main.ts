import { DomainError } from "@tocsin/core/kernel";
import { programVersion } from "@tocsin/program";
import { type Answer, type Command, CommandFault } from "./command.ts";
import { helpOf, overview } from "./help.ts";
import { type Asked, readCall, wantsJson } from "./read-call.ts";
import { serve } from "./serve/serve.ts";

/** `serve` waits beside its programs for weeks: it holds nothing in memory that only the others need. */
const commandsFor = async ([first]: readonly string[]): Promise<readonly Command[]> =>
  first === serve.name ? [serve] : (await import("./commands.ts")).commands;

const main = async (words: readonly string[]): Promise<number> => {
  try {
    const commands = await commandsFor(words);
    const asked = readCall(commands, words);
    switch (asked.kind) {
      case "overview":
        console.log(overview(commands));
        // Nothing was asked for, which a script should notice.
        return words.length === 0 ? 2 : 0;
      case "version":
        console.log(programVersion());
        return 0;
      case "help":
        console.log(helpOf(asked.command));
        return 0;
      case "run":
        return print(await run(asked), asked.json);
    }
  } catch (error) {
    return printFault(error, wantsJson(words));
  }
};

const run = ({ command, ...call }: Extract<Asked, { readonly kind: "run" }>): Promise<Answer> =>
  command.run({
    ...call,
    env: process.env,
    config: async () => {
      const { parseConfig } = await import("./config.ts");
      const config = parseConfig(process.env);
      if (!config.ok) throw new CommandFault(2, `The environment has faults:\n${config.problem}`);
      return config.value;
    },
  });

const print = ({ exitCode, lines, json }: Answer, asJson: boolean): number => {
  if (asJson) {
    if (json !== undefined) console.log(JSON.stringify(json));
  } else if (lines.length > 0) {
    console.log(lines.join("\n"));
  }
  return exitCode;
};

const printFault = (error: unknown, asJson: boolean): number => {
  const { exitCode, problem } = problemOf(error);
  if (asJson) console.log(JSON.stringify({ problem }));
  else console.error(`tocsin: ${problem}`);
  return exitCode;
};

const problemOf = (error: unknown): { readonly exitCode: 1 | 2; readonly problem: string } => {
  if (error instanceof CommandFault) return { exitCode: error.exitCode, problem: error.message };
  if (error instanceof DomainError) {
    const faults = error.faults.map(({ path, message }) => `\n  ${path} ${message}`);
    return { exitCode: 1, problem: `${error.message}${faults.join("")}` };
  }
  return { exitCode: 1, problem: error instanceof Error ? error.message : String(error) };
};

process.exitCode = await main(process.argv.slice(2));
