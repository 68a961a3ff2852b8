import { statSync } from "node:fs";
import { err, type Instant, ok, type Result } from "@tocsin/core/kernel";
import SQLite from "better-sqlite3";
import { appliedVersion, latestVersion } from "../migrate.ts";
import { assertNodeVersion } from "../node-version.ts";
import { assertSqliteVersion, codeOf, openForReading, type Sqlite } from "../open.ts";

/** What a look at the database finds; nothing about it is changed. */
export interface DatabaseFacts {
  /** SQLite's words where its pages do not fit together; null where they do. */
  readonly damage: string | null;
  /** How its tables compare with those that this program was built for. */
  readonly schema: "current" | "older" | "newer";
  readonly bytes: number;
  /** What was committed but is not yet in the file itself. */
  readonly walBytes: number;
  /** The latest moment that any delivery, attempt or change tells of; null while there is none. */
  readonly newestAt: Instant | null;
  /** Null unless the tables are there. */
  readonly deliveries: DeliveryFacts | null;
  /** Of the sources that are polled; empty where the tables are not there. */
  readonly polls: readonly PollFacts[];
  /** Of the sources that are in use; empty where the tables are not there. */
  readonly sources: readonly SourceFacts[];
}

export interface SourceFacts {
  readonly name: string;
  /** Since when it is known to be silent, or to send nothing but what cannot be read. */
  readonly silentSince: Instant | null;
  readonly failingSince: Instant | null;
  /** Payloads in a row that could not be read. */
  readonly failures: number;
  /** Payload problems that are not resolved. */
  readonly openProblems: number;
}

export interface PollFacts {
  readonly name: string;
  readonly failures: number;
  readonly lastFault: { readonly cause: string; readonly words: string } | null;
  /** What was written at the source before then is here. */
  readonly through: Instant;
}

export interface DeliveryFacts {
  /** Since when the one that should have gone out first is due; null where none is due. */
  readonly oldestDueAt: Instant | null;
  readonly due: number;
  readonly waiting: number;
  readonly inDoubt: number;
  /** Those that were given up since `failedSince`. */
  readonly failed: number;
  /** Those that go out only by a person's hand. */
  readonly heldForPerson: number;
}

export interface InspectOptions {
  readonly path: string;
  readonly migrationsFolder: string;
  readonly now: Instant;
  readonly failedSince: Instant;
}

/** Looks at a database that programs may be using; the problem is why it cannot be read at all. */
export const inspectDatabase = (options: InspectOptions): Result<DatabaseFacts, string> => {
  try {
    const sqlite = openForReading(options.path);
    try {
      return ok(look(sqlite, options));
    } finally {
      sqlite.close();
    }
  } catch (error) {
    return err(`${codeOf(error) || "unknown"}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const look = (sqlite: Sqlite, options: InspectOptions): DatabaseFacts => {
  const { path, migrationsFolder } = options;
  const found = sqlite.pragma("quick_check(3)") as readonly { readonly quick_check: string }[];
  const damage = found.map(({ quick_check }) => quick_check).join("; ");
  const applied = appliedVersion(sqlite);
  const latest = latestVersion(migrationsFolder);
  const schema = applied === latest ? "current" : applied < latest ? "older" : "newer";
  return {
    damage: damage === "ok" ? null : damage,
    schema,
    bytes: statSync(path).size,
    walBytes: statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0,
    newestAt: schema === "current" ? newestOf(sqlite) : null,
    deliveries: schema === "current" ? deliveriesOf(sqlite, options) : null,
    polls: schema === "current" ? pollsOf(sqlite) : [],
    sources: schema === "current" ? sourcesOf(sqlite) : [],
  };
};

const newestOf = (sqlite: Sqlite): Instant | null =>
  sqlite
    .prepare(
      `select max(at) from (
        select max(created_at) as at from deliveries
        union all select max(started_at) from attempts
        union all select max(at) from incident_changes
      )`,
    )
    .pluck()
    .get() as Instant | null;

const pollsOf = (sqlite: Sqlite): readonly PollFacts[] => {
  const rows = sqlite
    .prepare(
      `select s.name, p.failures, p.last_fault as lastFault, p.state ->> 'through' as through
      from source_polls p join sources s on s.id = p.source_id
      where s.archived_at is null order by s.name`,
    )
    .all() as readonly (Omit<PollFacts, "lastFault"> & { readonly lastFault: string | null })[];
  return rows.map((row) => ({ ...row, lastFault: row.lastFault === null ? null : JSON.parse(row.lastFault) }));
};

const sourcesOf = (sqlite: Sqlite): readonly SourceFacts[] =>
  sqlite
    .prepare(
      `select s.name, s.silent_since as silentSince, s.failing_since as failingSince, s.failures,
        (select count(*) from payload_problems p where p.source_id = s.id and p.resolved_at is null) as openProblems
      from sources s where s.archived_at is null and s.demo = 0 order by s.name`,
    )
    .all() as readonly SourceFacts[];

const deliveriesOf = (sqlite: Sqlite, { now, failedSince }: InspectOptions): DeliveryFacts => {
  const row = sqlite
    .prepare(
      `select
        min(due_at) filter (where state = 'waiting' and due_at <= @now) as oldestDueAt,
        count(*) filter (where state = 'waiting' and due_at <= @now) as due,
        count(*) filter (where state = 'waiting') as waiting,
        count(*) filter (where state = 'inDoubt') as inDoubt,
        count(*) filter (where state = 'failed' and settled_at >= @failedSince) as failed,
        count(*) filter (where state = 'held' and held_for = 'person') as heldForPerson
      from deliveries`,
    )
    .get({ now, failedSince });
  return row as DeliveryFacts;
};

/** The versions that everything stands on, each with what is wrong with it, or null. */
export interface VersionFacts {
  readonly node: VersionFact;
  /** Null on a Node that it would crash on. */
  readonly sqlite: VersionFact | null;
}

interface VersionFact {
  readonly version: string;
  readonly fault: string | null;
}

export const inspectVersions = (): VersionFacts => {
  const node = { version: process.versions.node, fault: faultOf(() => assertNodeVersion()) };
  if (node.fault !== null) return { node, sqlite: null };
  const sqlite = new SQLite(":memory:");
  try {
    const version = String(sqlite.prepare("select sqlite_version()").pluck().get());
    return { node, sqlite: { version, fault: faultOf(() => assertSqliteVersion(version)) } };
  } finally {
    sqlite.close();
  }
};

const faultOf = (assert: () => void): string | null => {
  try {
    assert();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
