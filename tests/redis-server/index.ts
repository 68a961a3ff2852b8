import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { freePort } from "../journeys/harness/free-port.ts";
import { until } from "../journeys/harness/until.ts";

/** A Redis of the test's own: a process on a free port of loopback, with its password and a folder that nobody shares. */
export interface RedisServer extends AsyncDisposable {
  /** For `REDIS_URL`, password included. */
  readonly url: string;
  readonly password: string;
  /** Runs a command as its administrator, after asking whether it is the very process that was started here. */
  command(name: string, ...args: readonly (string | number)[]): Promise<unknown>;
  /** Every command that it runs from now on, a line each, those inside scripts included; stops with the server. */
  watch(): Promise<readonly string[]>;
  /** Stops answering, without closing a connection, until `wake`. */
  sleep(): void;
  wake(): void;
  /** Ends it at once. What it held in memory is gone. */
  crash(): Promise<void>;
  /** Starts it again on the same port, empty or as it was in a snapshot that `snapshot` made. */
  restart(from?: Snapshot): Promise<void>;
  snapshot(): Promise<Snapshot>;
}

export interface Snapshot {
  readonly file: string;
}

const isInstalled = spawnSync("redis-server", ["--version"]).status === 0;

/** For `skipIf`: whether this machine has no Redis, said in a line. A skip fails under CI. */
export const noRedis = (): boolean => {
  if (!isInstalled) console.log("Skipped: redis-server is not installed (apt-get install redis-server)");
  return !isInstalled;
};

/** Starts one. `settings` are lines of its configuration. `await using` stops it. */
export const startRedis = async (settings: readonly string[] = []): Promise<RedisServer> => {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-redis-"));
  const password = randomBytes(16).toString("hex");
  const port = await freePort();
  const url = `redis://default:${password}@127.0.0.1:${port}`;
  const lines = [
    "bind 127.0.0.1",
    `port ${port}`,
    `dir ${folder}`,
    `requirepass ${password}`,
    'save ""',
    "appendonly no",
    ...settings,
  ];
  const configuration = join(folder, "redis.conf");
  await writeFile(configuration, lines.join("\n"));
  const watchers: Redis[] = [];
  let snapshots = 0;
  let child: ChildProcess | null = null;

  const connect = (): Redis => new Redis(url, { lazyConnect: true, retryStrategy: () => null }).on("error", () => {});

  /** A connection to the process that was started here, and to no other that may have taken its port. */
  const administrator = async (): Promise<Redis> => {
    const client = connect();
    await client.connect();
    const pid = /^process_id:(\d+)/m.exec(await client.info("server"))?.[1];
    if (Number(pid) === child?.pid) return client;
    client.disconnect();
    throw new Error(`On port ${port} is process ${pid}, not ${child?.pid} which the test started`);
  };

  const command: RedisServer["command"] = async (name, ...args) => {
    const client = await administrator();
    try {
      return await client.call(name, args.map(String));
    } finally {
      client.disconnect();
    }
  };

  const start = async (): Promise<void> => {
    const started = spawn("redis-server", [configuration], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    let said = "";
    started.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    await until("Redis to answer", () => {
      if (started.exitCode !== null) throw new Error(`redis-server ended:\n${said}`);
      return command("PING");
    });
  };

  const crash = async (): Promise<void> => {
    const ending = child;
    if (ending === null) return;
    ending.kill("SIGKILL");
    if (ending.exitCode === null && ending.signalCode === null) await once(ending, "exit");
    child = null;
  };

  await start();
  return {
    url,
    password,
    command,
    watch: async () => {
      const client = connect();
      await client.connect();
      const monitor = await client.monitor();
      client.disconnect();
      watchers.push(monitor);
      const seen: string[] = [];
      monitor.on("monitor", (_time: string, args: readonly string[]) => seen.push(args.join(" ")));
      return seen;
    },
    sleep: () => void child?.kill("SIGSTOP"),
    wake: () => void child?.kill("SIGCONT"),
    crash,
    restart: async (from) => {
      await crash();
      await rm(join(folder, "dump.rdb"), { force: true });
      if (from) await copyFile(from.file, join(folder, "dump.rdb"));
      await start();
    },
    snapshot: async () => {
      await command("SAVE");
      snapshots += 1;
      const file = join(folder, `snapshot-${snapshots}.rdb`);
      await copyFile(join(folder, "dump.rdb"), file);
      return { file };
    },
    [Symbol.asyncDispose]: async () => {
      for (const watcher of watchers) watcher.disconnect();
      await crash();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
