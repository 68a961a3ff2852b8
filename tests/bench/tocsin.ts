import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "../journeys/harness/client.ts";
import { freePort } from "../journeys/harness/free-port.ts";
import { root } from "../journeys/harness/program.ts";
import { testAuthorityPath } from "../smtp-sink/certificates.ts";
import { sensorOf } from "./bodies.ts";
import { type Child, startChild } from "./child.ts";
import { firstAccepted } from "./cold-start.ts";
import type { Contender } from "./contender.ts";
import type { Options } from "./options.ts";
import { visitQueue } from "./queue-page.ts";

type ProgramName = "api" | "worker";

const readyMs = 30_000;
const setupToken = "benchmark-set-up-token";

/** The built product as its two processes, with one rule and one recipient for each sensor. */
export const startTocsin = async (options: Options, sinkPort: number): Promise<Contender> => {
  const dataDir = await mkdtemp(join(tmpdir(), "tocsin-bench-"));
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = environmentOf(dataDir, url, sinkPort, options);
  const start = (name: ProgramName) => startProgram(name, options.profile === name, env);
  let api = await start("api");
  const worker = await start("worker");
  const key = await setUp(url, options);
  const target = {
    url: `${url}/api/v1/ingest`,
    headers: { authorization: `Bearer ${key}` },
    shape: options.kind,
  };
  return {
    name: "Tocsin",
    pids: new Map([
      ["api", api.pid],
      ["worker", worker.pid],
    ]),
    target,
    coldStart: async () => {
      await api.stop();
      const startedAt = performance.now();
      const [fresh, ms] = await Promise.all([start("api"), firstAccepted(target, startedAt)]);
      api = fresh;
      return ms;
    },
    visitQueue,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([worker.stop(), api.stop()]);
      await rm(dataDir, { recursive: true, force: true });
      for (const { output } of [api, worker]) if (output !== "") console.log(`Tocsin said:\n${output.slice(0, 2_000)}`);
    },
  };
};

const environmentOf = (dataDir: string, url: string, sinkPort: number, { tls }: Options): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  HOME: dataDir,
  PORT: new URL(url).port,
  TOCSIN_DATA_DIR: dataDir,
  TOCSIN_PUBLIC_URL: url,
  TOCSIN_SETUP_TOKEN: setupToken,
  // What is measured is a burst; holding it back would be another measurement.
  TOCSIN_STORM_LIMIT: "0",
  TOCSIN_STORM_LIMIT_HIGH: "0",
  MAIL_FROM: "Tocsin <alarm@tocsin.example>",
  SMTP_URL: `smtp://127.0.0.1:${sinkPort}?tls=${tls ? "starttls" : "none"}`,
  // Node reads it at every start, which is measured, too.
  ...(tls && { NODE_EXTRA_CA_CERTS: testAuthorityPath }),
  LOG_LEVEL: "warn",
});

const startProgram = async (name: ProgramName, sampled: boolean, env: NodeJS.ProcessEnv): Promise<Child> => {
  const flags = sampled ? ["--cpu-prof", `--cpu-prof-dir=${profileFolder}`, "--cpu-prof-interval=500"] : [];
  const file = join(root, "apps", name, "dist/main.js");
  const child = await startChild(process.execPath, [...flags, file], { env, ipc: true });
  await child.told(readyMs);
  return child;
};

/** Where a sampled program leaves its profile when it ends. */
export const profileFolder = join(tmpdir(), `tocsin-bench-profile-${process.pid}`);

const setUp = async (url: string, { rules, match, kind }: Options): Promise<string> => {
  const administrator = await new Client(url, null).setUp(setupToken);
  for (let rule = 0; rule < rules; rule += 1) {
    const sensor = sensorOf(rule);
    const asked =
      match === "source"
        ? { sources: [{ serviceSource: sensor }] }
        : { conditions: [{ kind: "title", anyOf: [sensor] }] };
    await administrator.makeRule(`Rule of ${sensor}`, [`${sensor}@contoso.example`], asked);
  }
  const { status, body } = await administrator.request("POST", "/api/v1/sources", { name: "Benchmark", kind });
  if (status !== 201) throw new Error(`The source was not made: ${status} ${JSON.stringify(body)}`);
  return String(body["key"]);
};
