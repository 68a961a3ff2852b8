import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { root } from "./program.ts";
import { until } from "./until.ts";

const binary = "prometheus-alertmanager";

/** Whether the program is installed here. Where it is not, a printed line says what goes untested. */
export const hasAlertmanager = (): boolean => {
  try {
    execFileSync(binary, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    console.log(`Skipped: ${binary} is not installed (Debian's package of that name)`);
    return false;
  }
};

/** A running Alertmanager that posts its notifications to the product. */
export interface Alertmanager extends AsyncDisposable {
  /** Hands alerts to it as Prometheus does. */
  post(alerts: readonly unknown[]): Promise<void>;
  /** How many notifications it has posted, and how many of those were not taken. */
  counts(): Promise<{ readonly sent: number; readonly failed: number }>;
}

/** Starts it with the configuration of our documentation, but for addresses, the key's place and the waiting times. */
export const startAlertmanager = async (ingestUrl: string, sourceKey: string): Promise<Alertmanager> => {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-alertmanager-"));
  const keyFile = join(folder, "tocsin.key");
  const config = join(folder, "alertmanager.yml");
  await writeFile(keyFile, sourceKey, { mode: 0o600 });
  await writeFile(config, await documentedConfig(ingestUrl, keyFile));
  const address = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    binary,
    [
      `--config.file=${config}`,
      `--storage.path=${folder}`,
      `--web.listen-address=${address}`,
      "--cluster.listen-address=",
    ],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000);
    });
  }
  const gone = once(child, "exit");
  const stop = async () => {
    child.kill("SIGTERM");
    if (child.exitCode === null && child.signalCode === null) await gone;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until("Alertmanager is ready", async () => {
      if (child.exitCode !== null) throw new Error(`Alertmanager ended by itself:\n${output}`);
      return (await fetch(`http://${address}/-/ready`).catch(() => null))?.ok === true;
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    post: async (alerts) => {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify(alerts);
      const { status } = await fetch(`http://${address}/api/v2/alerts`, { method: "POST", headers, body });
      if (status !== 200) throw new Error(`Alertmanager answered ${status}:\n${output}`);
    },
    counts: async () => {
      const metrics = await (await fetch(`http://${address}/metrics`)).text();
      const sum = (name: string) =>
        [...metrics.matchAll(new RegExp(`^${name}\\{[^}]*integration="webhook"[^}]*\\} (\\d+)`, "gm"))].reduce(
          (total, [, count]) => total + Number(count),
          0,
        );
      return {
        sent: sum("alertmanager_notifications_total"),
        failed: sum("alertmanager_notifications_failed_total"),
      };
    },
    [Symbol.asyncDispose]: stop,
  };
};

const documentedConfig = async (ingestUrl: string, keyFile: string): Promise<string> => {
  const page = await readFile(join(root, "docs/sources/alertmanager.md"), "utf8");
  const block = /```yaml\n(route:[\s\S]*?)```/.exec(page)?.[1];
  if (block === undefined) throw new Error("docs/sources/alertmanager.md has no configuration of a route");
  const changes: readonly (readonly [string, string])[] = [
    ["http://127.0.0.1:3000/api/v1/ingest", ingestUrl],
    ["/etc/alertmanager/tocsin.key", keyFile],
    ["group_wait: 30s", "group_wait: 0s"],
    ["group_interval: 5m", "group_interval: 300ms"],
    ["repeat_interval: 4h", "repeat_interval: 500ms"],
  ];
  return changes.reduce((config, [from, to]) => {
    if (!config.includes(from)) throw new Error(`The documented configuration lacks ${from}`);
    return config.replaceAll(from, to);
  }, block);
};
