import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestStores } from "@tocsin/db/testing";

/** How to undo whatever was done since, and how to be rid of that. */
export interface Rewind extends Disposable {
  back(): void;
}

/** What is never taken back: the log of what was done, and the index of words, which no table may be copied into behind its back. */
const kept = /^(audit_|sqlite_|__|evidence_(words|terms))/;

/** Notes everything that a database holds, so that each of many writes can be tried on the same. */
export const openRewind = ({ parts: { sqlite } }: TestStores): Rewind => {
  const folder = mkdtempSync(join(tmpdir(), "tocsin-rewind-"));
  const path = join(folder, "noted.db");
  sqlite.exec(`VACUUM INTO '${path}'`);
  sqlite.exec(`ATTACH '${path}' AS noted`);
  const names = sqlite.prepare("SELECT name FROM noted.sqlite_master WHERE type = 'table'").pluck().all() as string[];
  const tables = names.filter((name) => !kept.test(name));
  const copies = tables.map(
    (name) => `DELETE FROM main."${name}"; INSERT INTO main."${name}" SELECT * FROM noted."${name}";`,
  );
  // What is known of an organization is kept in memory under its revision, which must not come twice.
  const revised = "UPDATE main.organizations SET knowledge_revision = (SELECT revision FROM newest) + 1;";
  const noteRevision =
    "CREATE TEMP TABLE newest AS SELECT max(knowledge_revision) AS revision FROM main.organizations;";
  const back = `BEGIN; ${noteRevision} ${copies.join("")} ${revised} DROP TABLE newest; COMMIT;`;
  return {
    back: () => {
      sqlite.pragma("foreign_keys = OFF");
      sqlite.exec(back);
      sqlite.pragma("foreign_keys = ON");
    },
    [Symbol.dispose]: () => {
      sqlite.exec("DETACH noted");
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
