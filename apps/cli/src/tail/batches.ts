/** As the api takes them: 5 MB and 10,000 lines a request, of which we use a part, so that each commits quickly. */
const linesMax = 1_000;
export const bytesMax = 1024 * 1024;
const newLine = 0x0a;

export interface Batch {
  /** Whole lines, as they stand in the file. */
  readonly body: Buffer;
  /** How many bytes of what was read are done with once the batch is taken in. */
  readonly length: number;
}

/**
 * The first whole lines of what was read, up to a batch's size. `last` says that nothing will follow, so that a line
 * without an end is one. Null where there is no whole line yet.
 */
export const nextBatch = (read: Buffer, last: boolean, only: string | null): Batch | null => {
  const wanted: Buffer[] = [];
  let length = 0;
  let bytes = 0;
  while (length < read.length && wanted.length < linesMax) {
    const at = read.indexOf(newLine, length);
    if (at === -1 && !last) break;
    const end = at === -1 ? read.length : at + 1;
    const line = read.subarray(length, end);
    if (bytes > 0 && bytes + line.length > bytesMax) break;
    length = end;
    if (only !== null && !line.includes(only)) continue;
    wanted.push(line);
    bytes += line.length;
  }
  return length === 0 ? null : { body: Buffer.concat(wanted), length };
};
