import type { Act } from "@tocsin/core/audit";
import { attemptAfterRestore, type DeliveryState, heldAfterRestore } from "@tocsin/core/deliveries";
import { type Instant, reasons } from "@tocsin/core/kernel";
import { and, eq, isNotNull, isNull, not, type SQL, sql } from "drizzle-orm";
import { append } from "../audit/audited-writer.ts";
import { attempts, deliveries } from "../deliveries/tables.ts";
import { jobs } from "../jobs/tables.ts";
import { appliedVersion, latestVersion, migrate } from "../migrate.ts";
import { type Connection, type Drizzle, openConnection } from "../open.ts";

export interface RestoreOptions {
  /** A copy that `backUp` made; nobody else may have it open. */
  readonly path: string;
  readonly migrationsFolder: string;
  readonly takenAt: Instant;
  readonly now: Instant;
  /** What the restored log is told of the restore. */
  readonly act: Act;
}

/** How many deliveries are held now, by the state that they were in when the backup was taken. */
export type HeldAfterRestore = Readonly<Record<Extract<DeliveryState, "waiting" | "sending" | "held">, number>>;

/**
 * Makes a copy fit to run from: brings its tables to this program's version, and holds every delivery that could still
 * go out, so that nothing is mailed again by itself. "newer" where a newer program made it; then nothing is changed.
 */
export const prepareRestored = (options: RestoreOptions): HeldAfterRestore | "newer" => {
  const { path, migrationsFolder } = options;
  const connection = openConnection(path);
  try {
    if (appliedVersion(connection.sqlite) > latestVersion(migrationsFolder)) return "newer";
    migrate(connection, migrationsFolder);
    const held = connection.sqlite.transaction(() => holdOpen(connection, options)).immediate();
    // Nothing may be left beside the file that is moved into place.
    connection.sqlite.pragma("wal_checkpoint(TRUNCATE)");
    return held;
  } finally {
    connection.sqlite.close();
  }
};

const holdOpen = ({ db }: Connection, { takenAt, now, act }: RestoreOptions): HeldAfterRestore => {
  db.delete(jobs).run();
  // Claimed, and its mail perhaps made, but not begun to be sent: it waited, as far as the mail server knows.
  db.update(deliveries)
    .set({ state: "waiting" })
    .where(
      and(
        eq(deliveries.state, sql`'sending'`),
        sql`not exists (select 1 from attempts where delivery_id = ${deliveries.id} and ended_at is null)`,
      ),
    )
    .run();
  db.update(attempts).set({ endedAt: now, outcome: attemptAfterRestore }).where(isNull(attempts.endedAt)).run();
  db.update(deliveries).set({ reason: reasons.heldWithDigest }).where(heldForDigest).run();
  // Those that were held first: afterwards all are.
  const held = hold(db, "held", takenAt);
  const all = { held, waiting: hold(db, "waiting", takenAt), sending: hold(db, "sending", takenAt) };
  append(db, { act, detail: { after: { takenAt, held: all } }, denied: null, at: now });
  return all;
};

/** The fence goes up, so that no worker which held a claim in another life can write under it. */
const hold = (db: Drizzle, state: DeliveryState, takenAt: Instant): number =>
  db
    .update(deliveries)
    .set({
      state: "held",
      reason: heldAfterRestore(state, takenAt),
      heldFor: "person",
      leaseUntil: null,
      fence: sql`${deliveries.fence} + 1`,
    })
    .where(and(eq(deliveries.state, state), isNull(deliveries.settledAt), not(heldForDigest)))
    .run().changes;

/** What goes out with a digest, which is itself held: let go by itself, it would be told twice. */
const heldForDigest = and(
  eq(deliveries.state, "held"),
  isNotNull(deliveries.foldedInto),
  isNull(deliveries.settledAt),
) as SQL;
