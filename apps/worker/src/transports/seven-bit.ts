const lineMax = 998; // RFC 5321 section 4.5.3.1.6, without the CRLF
const odd = /[^\t\n -~]/;

/**
 * Whether a text can go out with no encoding at all (`7bit`, RFC 2045 section 2.7) and nothing on its way has a reason to
 * touch it: printable ASCII, no line above 998 characters, none that ends in a blank, none that a mailbox would take for
 * the start of the next mail or a reader for a boundary of ours. Lines end with LF.
 */
export const fitsSevenBit = (text: string): boolean => !odd.test(text) && hasGoodLines(text);

const hasGoodLines = (text: string): boolean => {
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
    if (!isGoodLine(text, start, end)) return false;
    start = end + 1;
  }
  return isGoodLine(text, start, text.length);
};

const isGoodLine = (text: string, start: number, end: number): boolean => {
  if (start === end) return true;
  const last = text[end - 1];
  return (
    end - start <= lineMax &&
    last !== " " &&
    last !== "\t" &&
    !text.startsWith("From ", start) &&
    !text.startsWith(`--${boundaryStart}`, start)
  );
};

/** No line of quoted-printable can hold it (RFC 2045 section 6.7), and none that goes out as it is may begin with it. */
export const boundaryStart = "=_";

/** The most bytes that such a text takes. */
export const sevenBitMax = (characters: number): number => 2 * characters;

/** Writes such a text with every line break as CRLF, and answers where it ends. */
export const writeSevenBit = (text: string, target: Buffer, at: number): number =>
  at + target.write(text.replaceAll("\n", "\r\n"), at, "latin1");
