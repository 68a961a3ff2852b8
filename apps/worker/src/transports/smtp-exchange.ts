import type { ComposedMail } from "./mime.ts";
import { contentOf } from "./smtp-content.ts";
import type { Exchange, Move } from "./smtp-line.ts";
import { parseReply, type SmtpReport } from "./smtp-outcome.ts";
import type { ServerOffer } from "./smtp-transcript.ts";

/** What one mail came to on a connection. */
export interface Exchanged {
  readonly report: SmtpReport;
  /** Whether the connection takes another mail, takes one after a RSET, or is of no use any more. */
  readonly afterwards: "next" | "reset" | "drop";
  /** The server was leaving before it had heard of this mail. */
  readonly left: boolean;
}

type Command = "mail" | "rcpt" | "data";
/** What an answer is waited for: a command, the content, or the end of an empty mail to nobody. */
type Awaited = Command | "content" | "nobody";
type Refusal = { readonly step: "mail" | "rcpt"; readonly reply: string };

/** What this server cannot take, known without asking it; null where it may. */
export const unsendable = ({ envelope, raw }: ComposedMail, offer: ServerOffer): SmtpReport | null => {
  if (envelope.international && !offer.smtputf8) {
    const words = "The address needs SMTPUTF8 (RFC 6531), which the mail server does not offer.";
    return { step: "unsendable", words, code: null };
  }
  if (offer.size !== null && offer.size > 0 && raw.length > offer.size) {
    const words = `The mail is larger than the server takes: Message size larger than allowed ${offer.size}`;
    return { step: "unsendable", words, code: "552" };
  }
  return null;
};

// RFC 5321 section 4.1.1.2, RFC 6531 section 3.4, RFC 6152, RFC 1870.
const mailCommand = ({ envelope, raw }: ComposedMail, offer: ServerOffer): string => {
  const utf8 = envelope.international && offer.smtputf8 ? " SMTPUTF8" : "";
  const eightBit = envelope.international && offer.eightBitMime ? " BODY=8BITMIME" : "";
  const size = offer.size === null ? "" : ` SIZE=${raw.length}`;
  return `MAIL FROM:<${envelope.from}>${utf8}${eightBit}${size}\r\n`;
};

// RFC 5321 section 3.8: whatever it answers, the server closes.
const isLeaving = (reply: string): boolean => /^421[ -]/.test(reply);

/** Only a clear answer leaves the conversation in step; RSET is asked for where a transaction may still be open. */
const stepAfter = (report: SmtpReport): Exchanged["afterwards"] => {
  if (report.step !== "rcpt" && report.step !== "content") return "drop";
  const code = parseReply(report.reply)?.code ?? "";
  if (!/^[245]/.test(code) || code === "421") return "drop";
  if (report.step !== "content") return "reset";
  return report.askedProperly ? "next" : "drop";
};

/**
 * One mail from MAIL to the answer to its final dot (RFC 5321 section 3.3). The commands go in one group where the server
 * offers PIPELINING (RFC 2920), one after the other where it does not; the content always waits for the answer to DATA.
 * From then on the server may have the mail, until it says otherwise.
 */
export const mailExchange = (mail: ComposedMail, offer: ServerOffer): Exchange<Exchanged> => {
  const commands = { mail: mailCommand(mail, offer), rcpt: `RCPT TO:<${mail.envelope.to}>\r\n`, data: "DATA\r\n" };
  const unsaid: Command[] = ["mail", "rcpt", "data"];
  const awaited: Awaited[] = [];
  let heard = 0;
  let refusal: Refusal | null = null;
  let contentGiven = false;
  let askedProperly = false;

  const sayCommands = (): string => {
    const group = unsaid.splice(0, offer.pipelining ? unsaid.length : 1);
    awaited.push(...group);
    return group.map((command) => commands[command]).join("");
  };

  const sayContent = (): readonly Buffer[] => {
    contentGiven = true;
    awaited.push("content");
    return contentOf(mail.raw);
  };

  const sayNothing = (): string => {
    awaited.push("nobody");
    return ".\r\n";
  };

  const end = (report: SmtpReport, afterwards = stepAfter(report)): Move<Exchanged> => {
    const left = report.step === "mail" && isLeaving(report.reply);
    return { end: { report, afterwards, left } };
  };

  const afterCommand = (step: Refusal["step"], reply: string): Move<Exchanged> => {
    if (!reply.startsWith("2")) refusal ??= { step, reply };
    if (refusal !== null && isLeaving(reply)) return end(refusal, "drop");
    if (awaited.length > 0) return "wait";
    return refusal === null ? { say: sayCommands } : end(refusal);
  };

  const afterData = (reply: string): Move<Exchanged> => {
    if (refusal !== null) {
      // RFC 2920 section 3.1: a server that asks for a mail to nobody is given an empty one.
      if (refusal.step === "rcpt" && reply.startsWith("3")) return { say: sayNothing };
      return /^[45]/.test(reply) && !isLeaving(reply) ? end(refusal) : end(refusal, "drop");
    }
    // Some servers ask with a 250: they are given the mail, and no yes of theirs is believed.
    if (!/^[23]/.test(reply)) return end({ step: "data", reply });
    askedProperly = parseReply(reply)?.code === "354";
    return { say: sayContent };
  };

  const take = (reply: string): Move<Exchanged> => {
    heard += 1;
    const answered = awaited.shift();
    if (answered === "mail" || answered === "rcpt") return afterCommand(answered, reply);
    if (answered === "data") return afterData(reply);
    if (refusal === null) return end({ step: "content", reply, askedProperly });
    return isLeaving(reply) ? end(refusal, "drop") : end(refusal);
  };

  return {
    begin: sayCommands,
    take,
    // What was refused stays refused, though the answers behind it do not come any more.
    lost: (fault) => {
      const report = refusal ?? { step: "lost", contentGiven, ...fault };
      return { report, afterwards: "drop", left: heard === 0 };
    },
  };
};
