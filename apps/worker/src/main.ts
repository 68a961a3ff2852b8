import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isMigrated } from "@tocsin/db";
import { check, compose, databaseFile } from "./compose.ts";
import { parseConfig } from "./config.ts";
import { openLog } from "./log.ts";

const stopWithinMs = 10_000;
const migrationPollMs = 100;

const migrationsFolder = join(import.meta.dirname, "../../..", "packages/db/migrations");

/** Called with `check`, it only looks whether it could send, says so as JSON, and ends: what `tocsin doctor` asks. */
const main = async (): Promise<void> => {
  const config = parseConfig(process.env);
  if (!config.ok) {
    console.error(`The environment has faults:\n${config.problem}`);
    process.exit(78);
  }
  if (process.argv[2] === "check") {
    console.log(JSON.stringify(await check(config.value, migrationsFolder)));
    return;
  }
  const log = openLog(config.value.logLevel);
  let asked = false;
  let stop = async (): Promise<void> => {};
  stopOnce(async () => {
    asked = true;
    await stop();
    log.info("Stopped");
  });
  // The api migrates; a worker that came first waits for it.
  while (!asked && !isMigrated({ path: databaseFile(config.value), migrationsFolder })) await wait(migrationPollMs);
  if (asked) return;
  const version = process.env["npm_package_version"] ?? "0.1.0";
  const composed = await compose(config.value, log, migrationsFolder, version);
  if (!composed.ok) {
    console.error(composed.problem);
    process.exit(78);
  }
  stop = composed.value.stop;
  if (asked) return void (await stop());
  process.send?.({ kind: "working" }, undefined, undefined, launcherMayBeGone);
};

/** Whoever stops this program then is told by `disconnect`; without this, the failed message would end it as a crash. */
const launcherMayBeGone = (): void => {};

/** Stops once, whoever asks first: a signal, or the launcher that went away. */
const stopOnce = (stop: () => Promise<void>): void => {
  let stopping = false;
  const begin = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    stop().then(
      () => {
        if (process.connected) process.disconnect();
      },
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once("SIGINT", begin).once("SIGTERM", begin).once("disconnect", begin);
};

await main();
