const dot = Buffer.from(".");
const lineFeed = 0x0a;
const end = Buffer.from(".\r\n");
const endOfOpenLine = Buffer.from("\r\n.\r\n");

/**
 * A mail as DATA carries it, in pieces: a dot more before each one that begins a line, and the line that ends it (RFC 5321
 * section 4.5.2). Its lines end with CRLF already, as those of the composer do. Nothing of the mail is copied.
 */
export const contentOf = (raw: Buffer): readonly Buffer[] => {
  const pieces: Buffer[] = raw[0] === dot[0] ? [dot] : [];
  let from = 0;
  for (let at = raw.indexOf("\n."); at !== -1; at = raw.indexOf("\n.", at + 1)) {
    pieces.push(raw.subarray(from, at + 1), dot);
    from = at + 1;
  }
  const endsItsLine = raw.length === 0 || raw.at(-1) === lineFeed;
  return [...pieces, raw.subarray(from), endsItsLine ? end : endOfOpenLine];
};
