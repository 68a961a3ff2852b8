import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TemporaryFolder extends AsyncDisposable {
  /** A database file in it, which nobody has made yet. */
  readonly database: string;
}

/** A folder for the files of one test. */
export const temporaryFolder = async (): Promise<TemporaryFolder> => {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-db-"));
  return {
    database: join(folder, "tocsin.db"),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};
