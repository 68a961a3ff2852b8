import { hash } from "node:crypto";
import { err, ok, type Result, remembered } from "@tocsin/core/kernel";
import type { Mail } from "@tocsin/core/messages";
import { mailboxField, textField, tokenField } from "./header-field.ts";
import { type Mailbox, parseAddress, parseMailbox } from "./mail-address.ts";
import { quotedPrintableMax, writeQuotedPrintable } from "./quoted-printable.ts";
import { boundaryStart, fitsSevenBit, sevenBitMax, writeSevenBit } from "./seven-bit.ts";

/** Who the server is told that the mail is from and for: one sender, one recipient. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
  /** The server has to offer SMTPUTF8 (RFC 6531). */
  readonly international: boolean;
}

/** A mail as it goes out. The same `Mail` gives the same bytes in every attempt. */
export interface ComposedMail {
  readonly envelope: Envelope;
  readonly raw: Buffer;
}

const ours = new Set([
  "from",
  "to",
  "cc",
  "bcc",
  "sender",
  "return-path",
  "subject",
  "message-id",
  "date",
  "mime-version",
]);
const fieldName = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;
const isOurs = (name: string): boolean => ours.has(name) || name.startsWith("content-") || name.startsWith("resent-");
const isMachineField = (name: string): boolean =>
  name === "references" || name === "in-reply-to" || name.startsWith("list-");
const messageIdText = /^<[\u0021-\u003b=\u003f-\u007e]{1,400}>$/;

/** How a field of `mail.headers` is written; a name that is no name, or that the composer sets itself, is left out. */
const writerOf = remembered((name): ((name: string, value: string) => string) => {
  const lower = name.toLowerCase();
  if (!fieldName.test(name) || isOurs(lower)) return () => "";
  return isMachineField(lower) ? tokenField : textField;
});

/** RFC 5322 section 3.3, in UTC. */
const dateText = (at: number): string => new Date(Math.floor(at)).toUTCString().replace("GMT", "+0000");

const header = (mail: Mail, from: Mailbox, to: Mailbox, boundary: string): string =>
  mailboxField("From", from) +
  mailboxField("To", to) +
  textField("Subject", mail.subject) +
  `Message-ID: ${mail.messageId}\r\n` +
  `Date: ${dateText(mail.date)}\r\n` +
  Object.entries(mail.headers)
    .map(([name, value]) => writerOf(name)(name, value))
    .join("") +
  "MIME-Version: 1.0\r\n" +
  `Content-Type: multipart/alternative;\r\n boundary="${boundary}"\r\n\r\n`;

const partHeader = (boundary: string, type: string, encoding: "7bit" | "quoted-printable"): string =>
  `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;

const boundaryOf = (messageId: string): string => `${boundaryStart}${hash("sha256", messageId, "hex").slice(0, 32)}`;

/**
 * Checks the addresses and makes the bytes of a mail: multipart/alternative of text and HTML, no line over 998
 * characters. A mail that cannot go to exactly the one address it names is a problem, in words.
 */
export const prepareMail = (mail: Mail): Result<ComposedMail, string> => {
  const from = parseMailbox(mail.from);
  if (!from.ok) return err(`The sender cannot be used: ${from.problem}.`);
  const to = parseAddress(mail.to);
  if (!to.ok) return err(`The recipient cannot be used: ${to.problem}.`);
  if (!messageIdText.test(mail.messageId)) return err("The Message-ID cannot be used: it is not <text> in ASCII.");

  const boundary = boundaryOf(mail.messageId);
  const head = header(mail, from.value, { ...to.value, name: "" }, boundary);
  const raw = writeMail(head, mail, boundary);
  const international = from.value.international || to.value.international;
  return ok({ envelope: { from: from.value.address, to: to.value.address, international }, raw });
};

/** Grows to the largest mail so far, so that the room for the worst case is not taken anew for each. */
let scratch = Buffer.alloc(0);

const room = (bytes: number): Buffer => {
  if (scratch.length < bytes) scratch = Buffer.allocUnsafeSlow(bytes);
  return scratch;
};

/** Most of what we send fits as it is, and goes out as it is; the rest in quoted-printable. */
const bodyOf = (text: string) =>
  fitsSevenBit(text)
    ? ({ encoding: "7bit", most: sevenBitMax(text.length), write: writeSevenBit } as const)
    : ({ encoding: "quoted-printable", most: quotedPrintableMax(text.length), write: writeQuotedPrintable } as const);

const writeMail = (head: string, { text, html }: Pick<Mail, "text" | "html">, boundary: string): Buffer => {
  const [plain, page] = [bodyOf(text), bodyOf(html)];
  const first = head + partHeader(boundary, "text/plain", plain.encoding);
  const second = `\r\n${partHeader(boundary, "text/html", page.encoding)}`;
  const end = `\r\n--${boundary}--\r\n`;
  const target = room(3 * (first.length + second.length + end.length) + plain.most + page.most);
  let at = target.write(first, 0, "utf8");
  at = plain.write(text, target, at);
  at += target.write(second, at, "latin1");
  at = page.write(html, target, at);
  at += target.write(end, at, "latin1");
  return Buffer.from(target.subarray(0, at));
};

/**
 * The bytes of a mail whose addresses have been checked.
 *
 * @throws Error where they had not been: a fault of our own. Transports use `prepareMail`, which answers instead.
 */
export const composeMime = (mail: Mail): Buffer => {
  const prepared = prepareMail(mail);
  if (!prepared.ok) throw new Error(prepared.problem);
  return prepared.value.raw;
};
