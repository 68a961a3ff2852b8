import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTestStores } from "@tocsin/db/testing";
import { openEmbeddedQueue } from "@tocsin/queue";
import { queueContract } from "@tocsin/queue/testing";

queueContract("embedded, on SQLite files of two connections,", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-queue-"));
  const path = join(folder, "tocsin.db");
  const [mine, others] = [openTestStores({ path }), openTestStores({ path })];
  return {
    queue: openEmbeddedQueue(mine.jobs, { now: Date.now }),
    other: openEmbeddedQueue(others.jobs, { now: Date.now }),
    now: Date.now,
    [Symbol.asyncDispose]: async () => {
      await mine.close();
      await others.close();
      await rm(folder, { recursive: true });
    },
  };
});
