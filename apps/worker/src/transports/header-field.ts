import { oneLine } from "@tocsin/core/kernel";
import type { Mailbox } from "./mail-address.ts";

const lineMax = 78; // RFC 5322 section 2.1.1: should
const wordMax = 900; // a word that cannot be folded stays under the 998 of the same section: must
const encodedWordMax = 75; // RFC 2047 section 2
const encodedWordFrame = "=?utf-8?Q??=".length;
const smallestChunk = 12; // one character of four bytes in Q

const printableAscii = /^[\u0020-\u007e]*$/;
const safeInQ = /^[A-Za-z0-9!*+/-]$/; // RFC 2047 section 5 rule 3, so that the word may stand in a name too

/** Folds one header field: words stay whole, lines stay within 78 characters wherever a word lets them. */
const foldedField = (name: string) => {
  let field = `${name}:`;
  let column = field.length;
  const put = (word: string, fold: boolean): void => {
    field += fold ? `\r\n ${word}` : ` ${word}`;
    column = fold ? 1 + word.length : column + 1 + word.length;
  };
  return {
    /** The first word stays beside the name: some readers take an empty first line for an empty field. */
    word: (word: string): void => put(word, column + 1 + word.length > lineMax && column > name.length + 1),
    /** Characters that one encoded word may hold in this line, or in a new one where this line is nearly full. */
    room: (): { readonly fold: boolean; readonly characters: number } => {
      const left = lineMax - column - 1 - encodedWordFrame;
      const fold = left < smallestChunk;
      return {
        fold,
        characters: Math.min(fold ? lineMax - 1 - encodedWordFrame : left, encodedWordMax - encodedWordFrame),
      };
    },
    put,
    end: (): string => `${field}\r\n`,
  };
};

type FoldedField = ReturnType<typeof foldedField>;

const qText = (character: string): string => {
  if (character === " ") return "_";
  if (safeInQ.test(character)) return character;
  return Buffer.from(character, "utf8").toString("hex").toUpperCase().replace(/../g, "=$&");
};

const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4;

/** Encoded words of whole characters each (RFC 2047 section 5), in Q where it stays readable and short, else in B. */
const putEncoded = (field: FoldedField, text: string): void => {
  const characters = [...text];
  const inQ = characters.reduce((sum, character) => sum + qText(character).length, 0);
  const encoding = inQ <= base64Length(Buffer.byteLength(text)) * 1.5 ? "Q" : "B";
  let chunk = "";
  let length = 0;
  let room = field.room();
  const flush = (): void => {
    if (chunk === "") return;
    const encoded = encoding === "Q" ? chunk : Buffer.from(chunk, "utf8").toString("base64");
    field.put(`=?utf-8?${encoding}?${encoded}?=`, room.fold);
    room = field.room();
    chunk = "";
    length = 0;
  };
  for (const character of characters) {
    const piece = encoding === "Q" ? qText(character) : character;
    const more = encoding === "Q" ? piece.length : Buffer.byteLength(character);
    const total = encoding === "Q" ? length + more : base64Length(length + more);
    if (total > room.characters) flush();
    chunk += piece;
    length += more;
  }
  flush();
};

// `=?` in foreign text would otherwise be decoded by the reader, and bring back what was stripped here.
const staysPlain = (word: string): boolean =>
  word.length <= encodedWordMax && printableAscii.test(word) && !word.includes("=?");

const putText = (field: FoldedField, text: string): void => {
  let encoded: string[] = [];
  const flush = (): void => {
    if (encoded.length > 0) putEncoded(field, encoded.join(" "));
    encoded = [];
  };
  for (const word of text.split(" ")) {
    if (!staysPlain(word)) {
      encoded.push(word);
      continue;
    }
    flush();
    field.word(word);
  }
  flush();
};

/** A field of free text (Subject, X-…): controls stripped, encoded where ASCII will not do, folded; ends with CRLF. */
export const textField = (name: string, value: string): string => {
  const line = oneLine(value);
  if (fitsAsItIs(name, line)) return `${name}: ${line}\r\n`;
  const field = foldedField(name);
  putText(field, line);
  return field.end();
};

/** Nearly every field is a short line of ASCII, which folding would leave as it is. */
const fitsAsItIs = (name: string, line: string): boolean =>
  name.length + 2 + line.length <= lineMax && printableAscii.test(line) && !line.includes("=?");

/**
 * A field of machine words (References, List-Unsubscribe), which RFC 2047 does not let us encode: words go out
 * as they are, and one that no line can hold is left out. Answers an empty text where no word is left.
 */
export const tokenField = (name: string, value: string): string => {
  const line = oneLine(value);
  if (line !== "" && fitsAsItIs(name, line)) return `${name}: ${line}\r\n`;
  const words = line.split(" ").filter((word) => word !== "" && word.length <= wordMax && printableAscii.test(word));
  if (words.length === 0) return "";
  const field = foldedField(name);
  for (const word of words) field.word(word);
  return field.end();
};

const quoted = (name: string): string => `"${name.replace(/["\\]/g, "\\$&")}"`;
const needsQuotes = /[^A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]/;

/** A From or To field with one mailbox; the name is quoted or encoded as RFC 5322 and 2047 ask of a phrase. */
export const mailboxField = (header: string, mailbox: Mailbox): string => {
  const field = foldedField(header);
  const name = oneLine(mailbox.name);
  const whole = needsQuotes.test(name) ? quoted(name) : name;
  if (name === "") field.word(mailbox.address);
  else {
    if (staysPlain(whole.replaceAll(" ", "_"))) field.word(whole);
    else putEncoded(field, name);
    field.word(`<${mailbox.address}>`);
  }
  return field.end();
};
