import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drivers } from "../journeys/harness/drivers.ts";
import { tocsinJson } from "../journeys/harness/tocsin.ts";
import { until } from "../journeys/harness/until.ts";
import { startSink } from "../smtp-sink/index.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { quiescence } from "./harness/deliveries.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews, type News, payloadOf } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

const diskMb = 48;
const newsCount = 60;

/** A disk so small that it can be filled; null where this machine does not let us have one. */
const openSmallDisk = async (): Promise<(AsyncDisposable & { readonly folder: string }) | null> => {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${diskMb}m`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    await rm(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    [Symbol.asyncDispose]: async () => {
      execFileSync("umount", [folder]);
      await rm(folder, { recursive: true });
    },
  };
};

/** Takes what room there is, and gives it back. */
const fill = async (folder: string): Promise<AsyncDisposable> => {
  const path = join(folder, "ballast");
  await writeFile(path, Buffer.alloc(diskMb * 1024 * 1024)).catch(() => {});
  return { [Symbol.asyncDispose]: () => rm(path, { force: true }) };
};

test.for(drivers)(
  "a full disk refuses whole payloads, and what was acknowledged before, and once there is room again, is told, on $name",
  {
    timeout: 240_000,
  },
  async (driver, context) => {
    await using disk = await openSmallDisk();
    // Mounting is for root alone; nothing that CI lacks.
    context.skip(disk === null, "a file system cannot be mounted here");
    if (disk === null) return;
    const stream = seededChance(`Full disk, ${driver.name}`);
    await using queue = await driver.open(context);
    await using sink = await startSink();
    await using installation = await install(sink, { TOCSIN_DATA_DIR: disk.folder, ...queue.env });
    await using ledger = await openLedger();
    const { administrator, source } = installation;
    const invent = inventNews(stream(), 0.5);
    const happen = () => produce({ source, ledger, connections: 4, news: Array.from({ length: newsCount }, invent) });

    /** Posts once, as a source that gives up at once; what is acknowledged all the same counts. */
    const post = async (news: News): Promise<number> => {
      const { status } = await source.request("POST", "/api/v1/ingest", payloadOf(news));
      if (status === 202) await ledger.write(news);
      return status;
    };

    await happen();
    const unheard: News[] = [];
    {
      await using _full = await fill(disk.folder);
      // What room its log has still takes some; then nothing is promised any more.
      await until("a refusal", async () => {
        const news = invent();
        const status = await post(news);
        if (status !== 202) unheard.push(news);
        return status === 503;
      });
    }
    // Nobody restarts anything: the source posts again, as it was told to.
    await produce({ source, ledger, connections: 1, news: unheard });
    await happen();
    await quiescence(administrator, 150_000);
    const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
    console.log(`Full disk, ${driver.name}:`, figures);
    expect(faults).toEqual(noFaults);
    const account = await tocsinJson(["reconcile"], { TOCSIN_DATA_DIR: disk.folder });
    expect(account).toMatchObject({ changes: (await ledger.read()).length, findings: [] });
  },
);
