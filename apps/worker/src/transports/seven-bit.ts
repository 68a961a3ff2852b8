const tab = 0x09;
const lf = 0x0a;
const space = 0x20;
const tilde = 0x7e;
const lineMax = 998; // RFC 5321 section 4.5.3.1.6, without the CRLF

const isBlank = (code: number): boolean => code === space || code === tab;

/**
 * Whether a text can go out with no encoding at all (`7bit`, RFC 2045 section 2.7) and nothing on its way has a reason to
 * touch it: printable ASCII, no line above 998 characters, none that ends in a blank, none that a mailbox would take for
 * the start of the next mail. Lines end with LF.
 */
export const fitsSevenBit = (text: string): boolean => {
  let lineStart = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === lf) {
      if (at - lineStart > lineMax || (at > lineStart && isBlank(text.charCodeAt(at - 1)))) return false;
      lineStart = at + 1;
    } else if ((code < space && code !== tab) || code > tilde) return false;
  }
  const length = text.length;
  if (length - lineStart > lineMax || (length > lineStart && isBlank(text.charCodeAt(length - 1)))) return false;
  return !/^From /m.test(text);
};

/** The most bytes that such a text takes. */
export const sevenBitMax = (characters: number): number => 2 * characters;

/** Writes such a text with every line break as CRLF, and answers where it ends. */
export const writeSevenBit = (text: string, target: Buffer, at: number): number =>
  at + target.write(text.replaceAll("\n", "\r\n"), at, "latin1");
