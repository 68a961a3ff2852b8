import { mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { News } from "./news.ts";

/** What was acknowledged to a source, kept by the source itself: it outlives whatever happens to the product. */
export interface Ledger extends AsyncDisposable {
  /** How much has been written. */
  readonly count: number;
  /** Resolves when the entry is on the disk. */
  write(news: News): Promise<void>;
  read(): Promise<readonly News[]>;
}

export const openLedger = async (): Promise<Ledger> => {
  const folder = await mkdtemp(join(tmpdir(), "tocsin-ledger-"));
  const path = join(folder, "acknowledged.ndjson");
  const file = await open(path, "a");
  let count = 0;
  return {
    get count() {
      return count;
    },
    write: async (news) => {
      await file.appendFile(`${JSON.stringify(news)}\n`);
      await file.sync();
      count += 1;
    },
    read: async () => {
      const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
      return lines.map((line) => JSON.parse(line) as News);
    },
    [Symbol.asyncDispose]: async () => {
      await file.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
