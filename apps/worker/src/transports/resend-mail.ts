import { err, ok, oneLine, type Result } from "@tocsin/core/kernel";
import type { Mail } from "@tocsin/core/messages";
import { type Mailbox, parseAddress, parseMailbox } from "./mail-address.ts";

/** A mail as Resend's API takes it. The same `Mail` gives the same fields in every attempt. */
export interface ResendMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Record<string, string>;
}

const fieldName = /^[A-Za-z][A-Za-z0-9-]{0,63}$/;
// What Resend makes from its own fields, or leaves to its mail servers.
const itsOwn =
  /^(?:from|to|cc|bcc|sender|reply-to|return-path|subject|date|mime-version|message-id|content-.*|resent-.*)$/i;
const plainName = /^[\p{L}\p{M}\p{N} .!#$%&'*+/=?^_`{|}~-]*$/u;

const mailboxText = ({ name, address }: Mailbox): string => {
  const shown = oneLine(name);
  if (shown === "") return address;
  return plainName.test(shown) ? `${shown} <${address}>` : `"${shown.replace(/["\\]/g, "\\$&")}" <${address}>`;
};

/**
 * Checks the addresses and makes the fields. `Message-ID` goes along, though Resend's mail servers put their own in its
 * place: readers thread by `References`, which stay. A mail that cannot go to exactly the one address it names is a
 * problem, in words.
 */
export const resendMail = (mail: Mail): Result<ResendMail, string> => {
  const from = parseMailbox(mail.from);
  if (!from.ok) return err(`The sender cannot be used: ${from.problem}.`);
  const to = parseAddress(mail.to);
  if (!to.ok) return err(`The recipient cannot be used: ${to.problem}.`);
  const extra = Object.entries(mail.headers).filter(([name]) => fieldName.test(name) && !itsOwn.test(name));
  return ok({
    from: mailboxText(from.value),
    to: to.value.address,
    subject: oneLine(mail.subject),
    html: mail.html,
    text: mail.text,
    headers: {
      "Message-ID": oneLine(mail.messageId),
      ...Object.fromEntries(extra.map(([name, value]) => [name, oneLine(value)])),
    },
  });
};
