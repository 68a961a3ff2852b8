import { appendFileSync } from "node:fs";
import { type Batch, bytesMax, nextBatch } from "./batches.ts";
import { factsBeside, factsOf, loadPlace, type OpenFile, openFile, placeIn, savePlace } from "./files.ts";
import { headOf, resume } from "./place.ts";
import { type Door, type PostParts, post } from "./post.ts";

export interface Following extends PostParts {
  readonly path: string;
  readonly statePath: string;
  readonly door: Door;
  /** Only lines with this text are sent; null sends all. */
  readonly only: string | null;
  /** Where nothing was sent yet, begins at the end of the file. */
  readonly fromEnd: boolean;
  /** Ends at the end of the file instead of waiting for more. */
  readonly once: boolean;
}

export interface Followed {
  readonly lines: number;
  /** Lines that are too large for the api, put aside beside the state. */
  readonly aside: number;
}

/** How soon a line that was written is seen. */
const lookEveryMs = 250;
/** No line of a log is longer; what is, is put aside. */
const lineMax = 4 * bytesMax;

/** Sends what is written to a file, and goes on where it stopped, until it is told to stop or, once, at the end. */
export const follow = async (following: Following): Promise<Followed> => {
  const { path, statePath, signal, wait, say, once, fromEnd } = following;
  const tally = { lines: 0, aside: 0 };
  const place = loadPlace(statePath);
  let offset = 0;
  if (place !== null) {
    const { length } = place.head;
    const found = resume(place, factsOf(path, length), factsBeside(path, length));
    offset = found.offset;
    if (found.lost) say(`What was left of the file before ${path} is gone: it was rotated away while nobody looked.`);
    if (found.rest !== null) await drainAway(following, found.rest, tally);
  }
  let isFirst = place === null;
  while (!signal.aborted) {
    const file = openFile(path);
    if (file === null) {
      if (once) break;
      await wait(lookEveryMs);
      continue;
    }
    try {
      if (isFirst && fromEnd) offset = file.size();
      if (isFirst) savePlace(statePath, placeIn(file, offset));
      isFirst = false;
      if ((await followOne(following, file, offset, tally)) === "ended") break;
      offset = 0;
    } finally {
      file.close();
    }
  }
  return tally;
};

type Tally = { lines: number; aside: number };

const drainAway = async (following: Following, rest: { path: string; offset: number }, tally: Tally): Promise<void> => {
  const file = openFile(rest.path);
  if (file === null) return;
  try {
    await drain(following, file, rest.offset, tally, true);
  } finally {
    file.close();
  }
};

/** Follows an open file until another one lies at its path, or it was cut short. */
const followOne = async (
  following: Following,
  file: OpenFile,
  start: number,
  tally: Tally,
): Promise<"rotated" | "ended"> => {
  const { path, signal, wait, once } = following;
  let offset = start;
  while (!signal.aborted) {
    if (isCutShort(following, file, offset)) {
      // What we had not read of it is in the copy that was made before.
      const place = loadPlace(following.statePath);
      const rest = place && resume(place, null, factsBeside(path, place.head.length)).rest;
      if (rest) await drainAway(following, rest, tally);
      savePlace(following.statePath, placeIn(file, 0));
      return "rotated";
    }
    offset = await drain(following, file, offset, tally, false);
    if (signal.aborted) break;
    const current = factsOf(path, 0);
    if (current !== null && current.inode !== file.inode) {
      // Its writer may have written to it after the rename, up to this moment.
      await drain(following, file, offset, tally, true);
      return "rotated";
    }
    if (once && file.size() <= offset + unfinished(file, offset)) break;
    await wait(lookEveryMs);
  }
  return "ended";
};

/** Whether the file begins otherwise than it did, or ends before the place up to which it was sent. */
const isCutShort = ({ statePath }: Following, file: OpenFile, offset: number): boolean => {
  const head = loadPlace(statePath)?.head;
  if (file.size() < offset) return true;
  return head !== undefined && head.length > 0 && headOf(file.read(0, head.length)).digest !== head.digest;
};

/** The bytes of a line whose end is not written. */
const unfinished = (file: OpenFile, offset: number): number => file.read(offset, bytesMax).length;

/** Sends whole lines up to the end of the file; answers where it got to. `last`: nothing will follow. */
const drain = async (
  following: Following,
  file: OpenFile,
  start: number,
  tally: Tally,
  last: boolean,
): Promise<number> => {
  let offset = start;
  let length = bytesMax;
  while (!following.signal.aborted) {
    const read = file.read(offset, length);
    if (read.length === 0) return offset;
    const isLast = last && read.length < length;
    const batch = nextBatch(read, isLast || read.length >= lineMax, following.only);
    if (batch === null) {
      if (read.length < length) return offset;
      length = Math.min(length * 2, lineMax);
      continue;
    }
    if (!(await send(following, batch, tally))) return offset;
    offset += batch.length;
    length = bytesMax;
    savePlace(following.statePath, placeIn(file, offset));
  }
  return offset;
};

/** False where it was told to stop before the batch was stored. */
const send = async (following: Following, { body }: Batch, tally: Tally): Promise<boolean> => {
  if (body.length === 0) return true;
  const posted = await post(following.door, body, following);
  if (posted === null) return false;
  const lines = countLines(body);
  if (posted === "stored") {
    tally.lines += lines;
    return true;
  }
  if (lines <= 1) return putAside(following, body, tally);
  const middle = body.indexOf(0x0a, Math.floor(body.length / 2));
  const cut = middle === -1 || middle + 1 >= body.length ? body.indexOf(0x0a) + 1 : middle + 1;
  const [first, second] = [body.subarray(0, cut), body.subarray(cut)];
  return (
    (await send(following, { body: first, length: first.length }, tally)) &&
    (await send(following, { body: second, length: second.length }, tally))
  );
};

const putAside = ({ statePath, say }: Following, line: Buffer, tally: Tally): true => {
  const aside = `${statePath}.aside`;
  appendFileSync(aside, line, { mode: 0o600 });
  tally.aside += 1;
  say(`A line of ${line.length} bytes is too large to be sent, and was put aside in ${aside}.`);
  return true;
};

const countLines = (body: Buffer): number => {
  let count = 0;
  for (let at = body.indexOf(0x0a); at !== -1; at = body.indexOf(0x0a, at + 1)) count += 1;
  return body.at(-1) === 0x0a ? count : count + 1;
};
