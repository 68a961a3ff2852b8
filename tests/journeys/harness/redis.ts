import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { until } from "./until.ts";

const isInstalled = spawnSync("redis-server", ["--version"]).status === 0;

/** For `skipIf`: whether this machine has no Redis, said in a line. A skip fails under CI. */
export const lacksRedis = (): boolean => {
  if (!isInstalled) console.log("Skipped: redis-server is not installed (apt-get install redis-server)");
  return !isInstalled;
};

/** A Redis of the test's own on a free port of loopback. `settings` are its options. `await using` stops it. */
export const startPlainRedis = async (settings: readonly string[]) => {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-redis-"));
  const port = await freePort();
  const own = ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder, "--save", ""];
  const child = spawn("redis-server", [...own, ...settings], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await until("Redis to be ready", async () => said.includes("Ready to accept connections"));
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
};
