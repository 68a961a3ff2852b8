import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { CommandFault } from "../command.ts";

/** Longer than any password may be; what is longer is no password but a file by mistake. */
const bytesMax = 4_096;

/** All of the standard input but the line break at its end. */
export const readPassword = async (): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > bytesMax) throw new CommandFault(2, "The standard input holds more than a password");
  }
  return Buffer.concat(chunks)
    .toString("utf8")
    .replace(/\r?\n$/, "");
};

/** Asks twice on the terminal, without showing what is typed. */
export const askPassword = async (): Promise<string> => {
  if (!process.stdin.isTTY) {
    throw new CommandFault(
      2,
      "There is no terminal to ask on: say --password-stdin and write the password to the standard input",
    );
  }
  const first = await ask("New password: ");
  if ((await ask("Once more: ")) !== first) throw new CommandFault(1, "The two are not the same; nothing was changed");
  return first;
};

/** The prompt goes to the standard error, because an answer for programs may be all that the output holds. */
const ask = async (prompt: string): Promise<string> => {
  process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  // Ctrl-C is no password.
  terminal.once("SIGINT", () => process.exit(1));
  try {
    return await terminal.question("");
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
};
