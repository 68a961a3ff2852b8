import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { type FileFacts, headMax, headOf, type Place, readPlace } from "./place.ts";

/** A file that is open and may grow, or be renamed, meanwhile. */
export interface OpenFile {
  readonly inode: string;
  size(): number;
  /** Up to so many bytes from there. */
  read(offset: number, length: number): Buffer;
  close(): void;
}

/** Null where there is no such file. */
export const openFile = (path: string): OpenFile | null => {
  const fd = ifThere(() => openSync(path, "r"));
  if (fd === null) return null;
  return {
    inode: String(fstatSync(fd, { bigint: true }).ino),
    size: () => fstatSync(fd).size,
    read: (offset, length) => {
      const bytes = Buffer.allocUnsafe(length);
      return bytes.subarray(0, readSync(fd, bytes, 0, length, offset));
    },
    close: () => closeSync(fd),
  };
};

/** What tells a file from others, as far as a place can ask. */
export const factsOf = (path: string, headLength: number): FileFacts | null => {
  const file = openFile(path);
  if (file === null) return null;
  try {
    const bytes = file.read(0, headLength);
    const headDigest = bytes.length < headLength ? null : headOf(bytes).digest;
    return { path, inode: file.inode, size: file.size(), headDigest };
  } finally {
    file.close();
  }
};

/** Files beside the path that may be what it was before: `eve.json.1`, `eve.json-20261128`, `eve-2026.json`. */
export const factsBeside = (path: string, headLength: number): readonly FileFacts[] => {
  const stem = basename(path).split(".")[0] ?? "";
  const names = ifThere(() => readdirSync(dirname(path))) ?? [];
  return names
    .filter((name) => name !== basename(path) && name.startsWith(stem))
    .flatMap((name) => ifThere(() => factsOf(join(dirname(path), name), headLength)) ?? []);
};

export const placeIn = (file: OpenFile, offset: number): Place => ({
  inode: file.inode,
  offset,
  head: headOf(file.read(0, Math.min(headMax, offset))),
});

/** Null where nothing was sent yet. Throws where the file is none of ours. */
export const loadPlace = (path: string): Place | null => {
  const text = ifThere(() => readFileSync(path, "utf8"));
  if (text === null) return null;
  const place = readPlace(text);
  if (place === null) throw new Error(`${path} does not hold the place of a tail: name another --state, or remove it`);
  return place;
};

/** The old place or the new one, whenever the machine stops; never half of it. */
export const savePlace = (path: string, place: Place): void => {
  const fd = openSync(`${path}.new`, "w", 0o600);
  try {
    writeSync(fd, JSON.stringify(place));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(`${path}.new`, path);
};

const ifThere = <Value>(read: () => Value): Value | null => {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
};
