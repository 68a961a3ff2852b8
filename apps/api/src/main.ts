import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { openLog, programVersion, refuseToStart, stopOnce, tellLauncher } from "@tocsin/program";
import { compose } from "./compose.ts";
import { parseConfig } from "./config.ts";
import { closeServer, createHttpServer } from "./http/server.ts";

/** Folders beside the built program: `apps/api/dist/main.js` finds the others of the same build. */
const root = join(import.meta.dirname, "../../..");
const folders = { migrations: join(root, "packages/db/migrations"), web: join(root, "apps/web/dist") };

/** Called with `check`, it ends once it has read its environment: what `tocsin doctor` asks. */
const main = async (): Promise<void> => {
  const config = parseConfig(process.env);
  if (!config.ok) return refuseToStart(`The environment has faults:\n${config.problem}`);
  if (process.argv[2] === "check") return;
  const log = openLog("api", config.value.LOG_LEVEL);
  const opened = await compose(config.value, log, folders, programVersion());
  if (!opened.ok) return refuseToStart(opened.problem);
  const composed = opened.value;
  const server = createHttpServer(composed.app);
  const address = await listen(server, config.value.HOST, config.value.PORT);
  const publicUrl = composed.listensAt(address);
  log.info({ address, publicUrl }, "Listening");
  if (!(await composed.isSetUp())) log.info(setupLine(publicUrl, config.value.TOCSIN_SETUP_TOKEN, composed.setupToken));
  const setupLink = (await composed.isSetUp()) ? null : `${publicUrl}/setup#token=${composed.setupToken}`;
  stopOnce(async () => {
    composed.release();
    await closeServer(server);
    await composed.close();
    log.info("Stopped");
  });
  tellLauncher({ kind: "listening", address: publicUrl, setupLink });
};

/** A token that was given is known to whoever gave it: only one that was made here has to be told, and once. */
const setupLine = (publicUrl: string, given: string | undefined, made: string): string =>
  given === undefined ? `Set up at ${publicUrl}/setup#token=${made}` : `Set up at ${publicUrl}/setup with your token`;

const listen = (server: Server, host: string, port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const { address, family, port: taken } = server.address() as AddressInfo;
      resolve(`http://${family === "IPv6" ? `[${address}]` : address}:${taken}`);
    });
  });

await main();
