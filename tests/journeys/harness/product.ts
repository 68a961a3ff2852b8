import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "./client.ts";
import { freePort } from "./free-port.ts";
import { type Program, program } from "./program.ts";

/** The built product, running in a folder of its own. */
export interface Product extends AsyncDisposable {
  readonly url: string;
  readonly dataDir: string;
  readonly setupToken: string;
  readonly api: Program;
  readonly worker: Program;
  /** Speaks to the api as nobody; `client.setUp` answers one who is the administrator. */
  readonly client: Client;
}

/**
 * Starts api and worker as two processes on an empty data folder. `env` adds to, and overrides, their environment, and
 * `workerEnv` the worker's.
 */
export const startProduct = async (
  env: NodeJS.ProcessEnv = {},
  workerEnv: NodeJS.ProcessEnv = {},
): Promise<Product> => {
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-journey-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const setupToken = "journey-set-up-token";
  const shared: NodeJS.ProcessEnv = {
    PATH: process.env["PATH"],
    HOME: dataDir,
    PORT: String(port),
    TOCSIN_DATA_DIR: dataDir,
    TOCSIN_PUBLIC_URL: url,
    TOCSIN_SETUP_TOKEN: setupToken,
    MAIL_FROM: "Tocsin <alarm@tocsin.example>",
    // Limits against floods of mail would hold back what journeys wait for; they have tests of their own.
    TOCSIN_STORM_LIMIT: "0",
    TOCSIN_STORM_LIMIT_HIGH: "0",
    ...env,
  };
  const api = program("api", shared);
  const worker = program("worker", { ...shared, ...workerEnv });
  await Promise.all([api.start(), worker.start()]);
  return {
    url,
    dataDir,
    setupToken,
    api,
    worker,
    client: new Client(url, null),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([worker.stop(), api.stop()]);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
