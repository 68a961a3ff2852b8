const lineMax = 998; // RFC 5321 section 4.5.3.1.6, without the CRLF
const odd = /[^\t\n -~]/;
const blankAtEnd = /[\t ]$/;

/**
 * Whether a text can go out with no encoding at all (`7bit`, RFC 2045 section 2.7) and nothing on its way has a reason to
 * touch it: printable ASCII, no line above 998 characters, none that ends in a blank, none that a mailbox would take for
 * the start of the next mail. Lines end with LF.
 */
export const fitsSevenBit = (text: string): boolean =>
  !(
    odd.test(text) ||
    text.includes(" \n") ||
    text.includes("\t\n") ||
    blankAtEnd.test(text) ||
    text.startsWith("From ") ||
    text.includes("\nFrom ") ||
    hasLongLine(text)
  );

const hasLongLine = (text: string): boolean => {
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    if (end - start > lineMax) return true;
    start = end + 1;
  }
  return text.length - start > lineMax;
};

/** The most bytes that such a text takes. */
export const sevenBitMax = (characters: number): number => 2 * characters;

/** Writes such a text with every line break as CRLF, and answers where it ends. */
export const writeSevenBit = (text: string, target: Buffer, at: number): number =>
  at + target.write(text.replaceAll("\n", "\r\n"), at, "latin1");
