import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { asId, attemptJob, type DeliveryId } from "@tocsin/core/kernel";
import { openConnection } from "../open.ts";
import { isMigrated } from "../open-stores.ts";
import { migrationsFolder, openTestStores } from "./open-test-stores.ts";

type Ready = () => Promise<void>;

interface OnFile {
  readonly path: string;
}

/** What tests ask of another process. */
export const tasks = {
  migrate: async ({ path }: OnFile, ready: Ready): Promise<"migrated"> => {
    await ready();
    await using _ = openTestStores({ path });
    return "migrated";
  },

  /** Waits for somebody's migration as the worker does, only more impatiently. */
  awaitMigration: async ({ path }: OnFile, ready: Ready): Promise<"migrated"> => {
    await ready();
    while (!isMigrated({ path, migrationsFolder })) await wait(1);
    return "migrated";
  },

  /** Holds the write lock until it is told to go on. */
  holdLock: async ({ path }: OnFile, ready: Ready): Promise<"let go"> => {
    const { sqlite } = openConnection(path);
    sqlite.exec("BEGIN IMMEDIATE");
    const told = once(process, "message");
    await ready();
    await told;
    sqlite.exec("COMMIT");
    sqlite.close();
    return "let go";
  },

  /** Adds a job, as the api does with every commit that makes one due. */
  addJob: async ({ path, id, dueAt }: OnFile & { readonly id: string; readonly dueAt: number }): Promise<"added"> => {
    await using stores = openTestStores({ path });
    await stores.jobs.add([attemptJob(id, 1, dueAt)]);
    return "added";
  },

  /** Claims deliveries in its own order and answers those that it got. */
  claim: async (
    { path, ids, now }: OnFile & { readonly ids: readonly string[]; readonly now: number },
    ready: Ready,
  ): Promise<readonly string[]> => {
    await using stores = openTestStores({ path });
    await ready();
    const claimed = await Promise.all(ids.map((id) => stores.deliveries.claim(asId<DeliveryId>(id), now)));
    return claimed.flatMap((one) => (one !== null && "delivery" in one ? one.delivery.id : []));
  },
} as const;

export type Tasks = typeof tasks;
export type TaskName = keyof Tasks;
export type Answers = { readonly [Name in TaskName]: Awaited<ReturnType<Tasks[Name]>> };
