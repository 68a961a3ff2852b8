const lineMax = 998; // RFC 5321 section 4.5.3.1.6, without the CRLF
const cr = 0x0d;
const lf = 0x0a;
const tab = 0x09;
const space = 0x20;
const isPlain = new Uint8Array(256).fill(1, space, 0x7f).fill(1, tab, tab + 1);

/**
 * Writes a text with no encoding at all (`7bit`, RFC 2045 section 2.7), its line breaks as CRLF, and answers where it ends.
 * Null where something on its way had a reason to touch it: what is not printable ASCII, a line above 998 characters, one
 * that ends in a blank, one that a mailbox would take for the start of the next mail. The text's own lines end with LF; the
 * target must have room for twice its length. One pass checks and writes: four searches of a mail cost twice as much.
 */
export const writeSevenBit = (text: string, target: Buffer, at: number): number | null => {
  const source = Buffer.from(text, "utf8");
  let written = at;
  let start = 0;
  for (let read = 0; read < source.length; read += 1) {
    const byte = source[read] as number;
    if (isPlain[byte] === 1) {
      target[written++] = byte;
      continue;
    }
    if (byte !== lf || !isGoodLine(source, start, read)) return null;
    target[written++] = cr;
    target[written++] = lf;
    start = read + 1;
  }
  return isGoodLine(source, start, source.length) ? written : null;
};

const isGoodLine = (source: Buffer, start: number, end: number): boolean => {
  const last = source[end - 1];
  return end - start <= lineMax && last !== space && last !== tab && !beginsMail(source, start);
};

const from = Buffer.from("From ");
const beginsMail = (source: Buffer, start: number): boolean =>
  source[start] === from[0] && source.subarray(start, start + from.length).equals(from);
