const lineMax = 75; // and the `=` of a soft break makes the 76 that RFC 2045 section 6.7 allows
const equals = 0x3d;
const cr = 0x0d;
const lf = 0x0a;
const hexDigits = Buffer.from("0123456789ABCDEF");

// What becomes of a byte. A blank goes out as it is unless its line ends behind it; order matters to `runEnd`.
const encoded = 0;
const lineBreak = 1;
const blank = 2;
const plain = 3;
const fateOf = new Uint8Array(256).fill(plain, 0x21, 0x7f);
fateOf[equals] = encoded;
for (const byte of [0x09, 0x20]) fateOf[byte] = blank;
for (const byte of [cr, lf]) fateOf[byte] = lineBreak;

const fate = (source: Buffer, at: number): number => fateOf[source[at] as number] as number;

/** Where the bytes that may be copied as they are end: at the limit, or at one that has to be encoded or is a break. */
const runEnd = (source: Buffer, from: number, limit: number): number => {
  let at = from;
  while (at < limit && fate(source, at) >= blank) at += 1;
  const lineEnds = at === source.length || fate(source, at) === lineBreak;
  return lineEnds && at > from && fate(source, at - 1) === blank ? at - 1 : at;
};

/** The most bytes that so many characters (UTF-16 units) can take, with their soft breaks. */
export const quotedPrintableMax = (characters: number): number => characters * 10 + 8;

/**
 * Writes a text in quoted-printable (RFC 2045 section 6.7), UTF-8 and every line break as CRLF, and answers where it
 * ends. The target must have room for the most that the text can take. Copies in runs, because this is most of the cost
 * of composing a mail.
 */
export const writeQuotedPrintable = (text: string, target: Buffer, at: number): number => {
  const source = Buffer.from(text, "utf8");
  let read = 0;
  let written = at;
  let room = lineMax;

  while (read < source.length) {
    const stop = runEnd(source, read, Math.min(source.length, read + room));
    if (stop > read) {
      written += source.copy(target, written, read, stop);
      room -= stop - read;
      read = stop;
      continue;
    }
    const byte = source[read] as number;
    const kind = fate(source, read);
    if (kind === lineBreak) {
      read += byte === cr && source[read + 1] === lf ? 2 : 1;
      target[written++] = cr;
      target[written++] = lf;
      room = lineMax;
    } else if (room < 3) {
      target[written++] = equals;
      target[written++] = cr;
      target[written++] = lf;
      room = lineMax;
    } else {
      target[written++] = equals;
      target[written++] = hexDigits[byte >> 4] as number;
      target[written++] = hexDigits[byte & 15] as number;
      room -= 3;
      read += 1;
    }
  }
  return written;
};
