import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { noRedis, startRedis } from "../redis-server/index.ts";
import { startSink } from "../smtp-sink/index.ts";
import { startProduct } from "./harness/product.ts";
import { program } from "./harness/program.ts";
import { until } from "./harness/until.ts";

const soc = "soc@contoso.example";

/** Words of a payload, of who is told and of the mail. None of them is any business of Redis. */
const words = [
  "odd-sign-in-title",
  "shadow-copies-alert",
  "srv-file-02",
  "x-external-id",
  "ransomware",
  soc,
  "contoso",
];

const payload = {
  externalId: "x-external-id",
  title: "odd-sign-in-title",
  severity: "high",
  alerts: [
    {
      externalId: "a-1",
      title: "shadow-copies-alert",
      severity: "high",
      category: "Ransomware",
      evidence: [{ type: "device", name: "srv-file-02" }],
    },
  ],
};

interface Readiness {
  readonly status: string;
  readonly queue: { readonly driver: string; readonly status: string };
}

describe.skipIf(noRedis())("with Redis", () => {
  test("it sees ids of deliveries and nothing of what they tell, nor whom", async () => {
    await using redis = await startRedis();
    const seen = await redis.watch();
    await using sink = await startSink({ behave: [{ dot: { reply: "451 4.3.0 later" } }] });
    await using product = await startProduct({ SMTP_URL: sink.url, REDIS_URL: redis.url });
    const administrator = await product.client.setUp(product.setupToken);
    await administrator.makeRule("Everything", [soc]);
    const source = await administrator.makeSource("generic");
    await source.ingest(payload);
    const [delivery] = await administrator.settled(1);

    expect(sink.transactions.length).toBeGreaterThan(1);
    for (const attempt of [1, 2]) {
      expect(seen.some((line) => line.includes(`${delivery?.id}-a${attempt}-`))).toBe(true);
    }
    const told = seen.filter((line) => words.some((word) => line.toLowerCase().includes(word)));
    expect(told).toEqual([]);
    expect(await administrator.read<Readiness>("/readyz")).toMatchObject({ queue: { driver: "redis", status: "ok" } });
    expect([await product.worker.stop(), await product.api.stop()]).toEqual([0, 0]);
    const output = product.api.output + product.worker.output;
    expect(output).not.toContain(redis.password);
    expect(output).not.toMatch(/"level":[456]0,(?!.*Attempt)/);
  });

  test("that evicts what it is given, neither program starts, and both say how to mend it", async () => {
    await using redis = await startRedis(["maxmemory-policy allkeys-lru"]);
    const dataDir = await mkdtemp(join(tmpdir(), "tocsin-journey-"));
    const env = { PATH: process.env["PATH"], PORT: "0", TOCSIN_DATA_DIR: dataDir, REDIS_URL: redis.url };
    for (const name of ["api", "worker"] as const) {
      const starting = program(name, env).start();
      const fault = String(await starting.catch((error: unknown) => error));
      expect(fault).toContain("ended before it was ready");
      expect(fault).toContain("redis-cli CONFIG SET maxmemory-policy noeviction");
      expect(fault).not.toContain(redis.password);
    }
    await rm(dataDir, { recursive: true });
  });

  test("that refuses the password, mail goes out all the same, and the password is told to nobody", async () => {
    await using redis = await startRedis();
    await using sink = await startSink();
    const wrong = "the-wrong-password";
    const url = redis.url.replace(redis.password, wrong);
    await using product = await startProduct({ SMTP_URL: sink.url, REDIS_URL: url });
    const administrator = await product.client.setUp(product.setupToken);
    await administrator.makeRule("Everything", [soc]);
    const source = await administrator.makeSource("generic");
    await source.ingest(payload);
    await administrator.settled(1);
    expect(await administrator.read<Readiness>("/readyz")).toMatchObject({
      status: "ready",
      queue: { status: "away" },
    });
    expect([await product.worker.stop(), await product.api.stop()]).toEqual([0, 0]);
    const output = product.api.output + product.worker.output;
    expect(output).toContain("WRONGPASS");
    expect(output).not.toContain(wrong);
  });

  test("that goes away, the programs say so once, stop when asked, and are ready throughout", async () => {
    await using redis = await startRedis();
    await using product = await startProduct({ REDIS_URL: redis.url });
    const queueStatus = async () => (await product.client.read<Readiness>("/readyz")).queue.status;
    await redis.crash();
    await until("the queue to be away", async () => (await queueStatus()) === "away");
    await redis.restart();
    await until("the queue to be back", async () => (await queueStatus()) === "ok");
    await redis.crash();
    await until("the queue to be away again", async () => (await queueStatus()) === "away");
    expect([await product.worker.stop(), await product.api.stop()]).toEqual([0, 0]);
    const said = product.api.output.split("\n").flatMap((line) => /"kind":"(away|back)"/.exec(line)?.[1] ?? []);
    expect(said).toEqual(["away", "back", "away"]);
  });
});
