import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

const wordsOf = async (stream: Readable | null): Promise<string> => (stream === null ? "" : text(stream));

const start = async (...args: readonly string[]) => {
  const program = join(import.meta.dirname, "testing/stopping-program.ts");
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const [said, faults, exit] = [wordsOf(child.stdout), wordsOf(child.stderr), once(child, "exit")];
  const [word] = await once(child, "message");
  return { child, word, ended: async () => ({ code: (await exit)[0], said: await said, faults: await faults }) };
};

test("a program says to whoever started it that it runs", async () => {
  const { child, word, ended } = await start();
  child.kill("SIGTERM");
  expect(word).toEqual({ kind: "working" });
  expect(await ended()).toMatchObject({ code: 0 });
});

test("a program that is asked by two signals stops once", async () => {
  const { child, ended } = await start("twice");
  child.kill("SIGINT");
  child.kill("SIGTERM");
  expect(await ended()).toEqual({ code: 0, said: "stopped 1\n", faults: "" });
});

test("a program whose launcher goes away stops", async () => {
  const { child, ended } = await start();
  child.disconnect();
  expect(await ended()).toEqual({ code: 0, said: "stopped 1\n", faults: "" });
});

test("a program that cannot stop well says why, and ends as a failure", async () => {
  const { child, ended } = await start("fails");
  child.kill("SIGTERM");
  expect(await ended()).toMatchObject({ code: 1, faults: expect.stringContaining("no end") });
});
