import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { keptCode, root } from "./program.ts";

export interface Said {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line to its end, as a person would in a shell. */
export const tocsin = async (words: readonly string[], env: NodeJS.ProcessEnv, input = ""): Promise<Said> => {
  const child = spawn(process.execPath, [join(root, "apps/cli/dist/main.js"), ...words], {
    env: { PATH: process.env["PATH"], ...keptCode, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  // A command that ends without reading closes the pipe under us.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: code as number | null, stdout, stderr };
};

/** The same, answered with the one JSON object that programs get; fails unless it ends with the code expected. */
export const tocsinJson = async <Body>(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  expected = 0,
): Promise<Body> => {
  const { code, stdout, stderr } = await tocsin([...words, "--json"], env);
  if (code === expected) return JSON.parse(stdout) as Body;
  throw new Error(`tocsin ${words.join(" ")} ended with ${code}: ${stdout}${stderr}`);
};
