import { createHash } from "node:crypto";
import { z } from "zod";

/** Where a file has been sent up to. It is written once what lies before it has been taken in. */
const placeSchema = z.object({
  /** The file's number on its device: it stays when the file is renamed. */
  inode: z.string(),
  offset: z.number().int().min(0),
  /** Digest of the first bytes: it stays when the file is copied, and tells a new file in an old one's place. */
  head: z.object({ length: z.number().int().min(0), digest: z.string() }),
});

export type Place = z.output<typeof placeSchema>;

export const headMax = 1_024;

export const headOf = (bytes: Uint8Array): Place["head"] => ({
  length: bytes.length,
  digest: createHash("sha256").update(bytes).digest("hex").slice(0, 32),
});

/** Null for a text that is no place. */
export const readPlace = (text: string): Place | null => {
  try {
    return placeSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};

/** A file that lies at the path, or beside it. */
export interface FileFacts {
  readonly path: string;
  readonly inode: string;
  readonly size: number;
  /** The digest of so many of its first bytes as the place's head has; null where it has fewer. */
  readonly headDigest: string | null;
}

export interface Resumption {
  /** What is left of the file before, which was renamed or copied away; null where nothing is. */
  readonly rest: { readonly path: string; readonly offset: number } | null;
  /** Where to begin in the file itself. */
  readonly offset: number;
  /** What was left of the file before is nowhere to be found. */
  readonly lost: boolean;
}

/**
 * Where to go on after a pause of whatever length. `current` lies at the path (null: nothing does), `others` beside it.
 */
export const resume = (place: Place, current: FileFacts | null, others: readonly FileFacts[]): Resumption => {
  const isSame = (file: FileFacts): boolean => file.headDigest === place.head.digest && file.size >= place.offset;
  if (current !== null && current.inode === place.inode && isSame(current)) {
    return { rest: null, offset: place.offset, lost: false };
  }
  const renamed = others.find((file) => file.inode === place.inode && isSame(file));
  // Copied and then cut short: the copy has another number and the same beginning. An empty head would fit any file.
  const copied = place.head.length > 0 ? others.find(isSame) : undefined;
  const before = renamed ?? copied;
  return {
    rest: before === undefined ? null : { path: before.path, offset: place.offset },
    offset: 0,
    lost: before === undefined && place.offset > 0,
  };
};
