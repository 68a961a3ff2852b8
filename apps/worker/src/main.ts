import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isMigrated } from "@tocsin/db";
import { openLog, programVersion, refuseToStart, stopOnce, tellLauncher } from "@tocsin/program";
import { check, compose, databaseFile } from "./compose.ts";
import { parseConfig } from "./config.ts";

const migrationPollMs = 100;

const migrationsFolder = join(import.meta.dirname, "../../..", "packages/db/migrations");

/** Called with `check`, it only looks whether it could send, says so as JSON, and ends: what `tocsin doctor` asks. */
const main = async (): Promise<void> => {
  const config = parseConfig(process.env);
  if (!config.ok) return refuseToStart(`The environment has faults:\n${config.problem}`);
  if (process.argv[2] === "check") {
    console.log(JSON.stringify(await check(config.value, migrationsFolder)));
    return;
  }
  const log = openLog("worker", config.value.logLevel);
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
  const composed = await compose(config.value, log, migrationsFolder, programVersion());
  if (!composed.ok) return refuseToStart(composed.problem);
  stop = composed.value.stop;
  if (asked) return void (await stop());
  tellLauncher({ kind: "working" });
};

await main();
