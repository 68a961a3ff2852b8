import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import { busyTimeoutMs, type Connection } from "./open.ts";

/** Other processes' migrations are waited for this long. */
const migrationWaitMs = 60_000;

/** As drizzle's own migrator and its tools know it. */
const journalTable = `
  create table if not exists __drizzle_migrations (id serial primary key, hash text not null, created_at numeric)
`;

/**
 * Brings the tables to this program's version. The lock is SQLite's own: whoever comes second waits, then finds
 * nothing to do. Migrations expand and contract only, so that an older process can go on while a newer one starts.
 */
export const migrate = ({ sqlite }: Pick<Connection, "sqlite">, migrationsFolder: string): void => {
  const migrations = readMigrationFiles({ migrationsFolder });
  sqlite.pragma(`busy_timeout = ${migrationWaitMs}`);
  try {
    if (appliedVersion(sqlite) >= latestOf(migrations)) return;
    // drizzle's migrator reads the journal before its transaction: of two that start together, both would apply all.
    sqlite.transaction(() => applyMissing(sqlite, migrations)).immediate();
  } finally {
    sqlite.pragma(`busy_timeout = ${busyTimeoutMs}`);
  }
};

/** The version of the tables, as the moment at which its migration was made; 0 before the first. */
export const appliedVersion = (sqlite: Connection["sqlite"]): number => {
  const exists = sqlite
    .prepare("select 1 from sqlite_master where type = 'table' and name = '__drizzle_migrations'")
    .get();
  if (exists === undefined) return 0;
  return Number(sqlite.prepare("select coalesce(max(created_at), 0) from __drizzle_migrations").pluck().get());
};

/** The version that this program was built for. */
export const latestVersion = (migrationsFolder: string): number => latestOf(readMigrationFiles({ migrationsFolder }));

const latestOf = (migrations: readonly MigrationMeta[]): number =>
  migrations.reduce((latest, { folderMillis }) => Math.max(latest, folderMillis), 0);

const applyMissing = (sqlite: Connection["sqlite"], migrations: readonly MigrationMeta[]): void => {
  sqlite.exec(journalTable);
  const applied = appliedVersion(sqlite);
  const remember = sqlite.prepare("insert into __drizzle_migrations (hash, created_at) values (?, ?)");
  for (const { sql, hash, folderMillis } of migrations) {
    if (folderMillis <= applied) continue;
    for (const statement of sql) sqlite.exec(statement);
    remember.run(hash, folderMillis);
  }
};
