import type { Instant, SourceId } from "@tocsin/core/kernel";
import { firstPollState, type PollSetting, type PollWords } from "@tocsin/core/sources";
import { eq } from "drizzle-orm";
import type { StoreParts } from "../store-parts.ts";
import { sourcePolls } from "./tables.ts";

/** How a source is polled, without the secrets; null where it is not. */
export const pollSettingOf = (db: StoreParts["db"], id: SourceId): PollSetting | null =>
  db.select({ setting: sourcePolls.setting }).from(sourcePolls).where(eq(sourcePolls.sourceId, id)).get()?.setting ??
  null;

/** Begins to poll a source, changes how or, by null, ends it, in the caller's transaction. */
export const putPoll = (
  { db }: Pick<StoreParts, "db">,
  id: SourceId,
  poll: PollWords | null | undefined,
  now: Instant,
): void => {
  if (poll === undefined) return;
  if (poll === null) return void db.delete(sourcePolls).where(eq(sourcePolls.sourceId, id)).run();
  const { setting, secrets } = poll;
  const before = db.select().from(sourcePolls).where(eq(sourcePolls.sourceId, id)).get();
  const goesOn = before !== undefined && isSameList(before.setting, setting);
  const change = {
    setting,
    secrets,
    state: goesOn ? before.state : firstPollState(setting, now),
    nextAt: now,
    // Whoever is at it finds its fence gone.
    leasedUntil: null,
    fence: (before?.fence ?? 0) + 1,
    failures: 0,
    lastFault: null,
    secretInUse: null,
  };
  db.insert(sourcePolls)
    .values({ sourceId: id, ...change })
    .onConflictDoUpdate({ target: sourcePolls.sourceId, set: change })
    .run();
};

/** Whether what was taken in so far is of the same list: another tenant or cloud has to be read from its own start. */
const isSameList = (one: PollSetting, other: PollSetting): boolean =>
  one.tenantId.toLowerCase() === other.tenantId.toLowerCase() && one.baseUrl === other.baseUrl;
