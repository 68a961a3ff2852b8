import { createWriteStream } from "node:fs";
import { open, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { create, extract } from "tar";
import { CommandFault } from "../command.ts";
import { type ContentName, contentNames, contentOf, type Manifest, manifestName, manifestSchema } from "./manifest.ts";

/**
 * Packs the named files of a folder into one gzipped tar that only its owner can read. It appears under its name when
 * it is whole and on the disk.
 */
export const pack = async (folder: string, names: readonly string[], file: string): Promise<void> => {
  const partial = join(folder, "partial.tar.gz");
  await pipeline(
    create({ gzip: true, portable: true, cwd: folder }, [...names]),
    createWriteStream(partial, { mode: 0o600, flags: "wx", flush: true }),
  );
  await rename(partial, file);
  await flush(dirname(file));
};

/** Makes the content of a file, or the names in a folder, last through a power cut. */
export const flush = async (path: string): Promise<void> => {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Unpacks a backup into an empty folder and compares every file with its checksum before anybody reads it. */
export const unpack = async (file: string, folder: string): Promise<Manifest> => {
  const wanted: ReadonlySet<string> = new Set([manifestName, ...contentNames]);
  try {
    await extract({
      file,
      cwd: folder,
      strict: true,
      filter: (path, entry) => wanted.has(path) && "type" in entry && entry.type === "File",
    });
  } catch (error) {
    throw damaged(file, error instanceof Error ? error.message : String(error));
  }
  const manifest = await readManifest(file, folder);
  for (const name of contentNames) await compare(manifest, name, file, folder);
  return manifest;
};

const readManifest = async (file: string, folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, manifestName), "utf8").catch(() => {
    throw damaged(file, `there is no ${manifestName} in it`);
  });
  const parsed = manifestSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw damaged(file, `its ${manifestName} is not one that this version understands (${fields})`);
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const compare = async ({ files }: Manifest, name: ContentName, file: string, folder: string): Promise<void> => {
  const wanted = files[name];
  if (wanted === undefined) return;
  const found = await contentOf(join(folder, name)).catch(() => {
    throw damaged(file, `there is no ${name} in it`);
  });
  if (found.sha256 !== wanted.sha256) throw damaged(file, `the checksum of ${name} is not the one it was packed with`);
};

const damaged = (file: string, what: string): CommandFault =>
  new CommandFault(1, `${file} is no backup that can be restored: ${what}`);
