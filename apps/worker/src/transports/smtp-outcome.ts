import type { Outcome } from "@tocsin/core/deliveries";
import { foreignWords } from "@tocsin/outbound";
import { deferred, inDoubt, rejected } from "./outcomes.ts";

/** Where a conversation ended before any mail was spoken of. */
export type RoadStage = "resolve" | "connect" | "secure" | "signIn";

/** How far one send came, and the server's last words. */
export type SmtpReport =
  /** No conversation: unreachable, no TLS, sign-in refused. */
  | {
      readonly step: "road";
      readonly stage?: RoadStage;
      readonly what: string;
      readonly words: string;
      readonly code: string | null;
    }
  /** The server answered this command with something other than yes. */
  | { readonly step: "mail" | "rcpt" | "data"; readonly reply: string }
  /** The server answered the whole mail; `askedProperly` tells that it had asked for it with a 354. */
  | { readonly step: "content"; readonly reply: string; readonly askedProperly: boolean }
  /** The conversation ended without an answer. */
  | { readonly step: "lost"; readonly contentGiven: boolean; readonly words: string; readonly code: string | null }
  /** Nothing was offered, because this server cannot take this mail. */
  | { readonly step: "unsendable"; readonly words: string; readonly code: string | null };

interface SmtpReply {
  readonly code: string;
  /** RFC 3463, such as `5.1.1`; null where the server gives none. */
  readonly enhanced: string | null;
  readonly text: string;
}

/** Reads a reply (RFC 5321 section 4.2). Null where it is none, or where its lines disagree about the code. */
export const parseReply = (text: string): SmtpReply | null => {
  const lines = text.split(/\r?\n/);
  const code = /^[2-5]\d\d/.exec(text)?.[0];
  if (code === undefined) return null;
  const agree = lines.every((line) => line.startsWith(code) && /^(?:[ -]|$)/.test(line.slice(code.length)));
  if (!agree) return null;
  return { code, enhanced: enhancedCodeIn(text), text };
};

/** The enhanced status code (RFC 3463) of a reply, with RFC 2034 behind its code; null where it gives none. */
const enhancedCodeIn = (reply: string): string | null =>
  /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1] ?? null;

// RFC 4954: no sign-in, a wrong one, a weak one. 500 to 504 and 555: server and we do not understand each other.
const roadCodes = new Set(["530", "534", "535", "538", "500", "501", "502", "503", "504", "555"]);

// What the server thinks of us, not of the mail: sign-in (RFC 3463), SPF, DKIM and reverse DNS of our domain (RFC 7372),
// and of Exchange Online: not signed in, may not send as this sender, blocked or throttled tenants and addresses.
const policyAboutUs = /^5\.7\.(?:8|9|1[1-4]|2[0-7]|57|60|[5-7]\d\d)$/;

const speaksOfRoad = ({ code, enhanced }: SmtpReply): boolean =>
  roadCodes.has(code) || (enhanced !== null && policyAboutUs.test(enhanced));

/** Before the content is known, any policy refusal and any refusal to relay is about who we are. */
const speaksOfRoadBeforeContent = (reply: SmtpReply): boolean =>
  speaksOfRoad(reply) || (reply.enhanced?.startsWith("5.7.") ?? false) || /\brelay/i.test(reply.text);

// RFC 1870: 552 or 5.3.4 at MAIL is the size of this mail; RFC 6531: 5.6.7 is its internationalized address.
const refusesMailAtMail = ({ code, enhanced }: SmtpReply): boolean =>
  code === "552" || enhanced === "5.3.4" || enhanced === "5.6.7";

type AnsweredStep = Extract<SmtpReport, { readonly reply: string }>["step"];

const refused: Record<AnsweredStep, string> = {
  mail: "The server refused the sender",
  rcpt: "The server refused the recipient",
  data: "The server refused to take the mail",
  content: "The server refused the mail",
};

const rejectsMessage = (step: AnsweredStep, reply: SmtpReply): boolean => {
  if (!reply.code.startsWith("5")) return false;
  if (step === "mail") return refusesMailAtMail(reply);
  if (step === "content") return !speaksOfRoad(reply);
  return !speaksOfRoadBeforeContent(reply);
};

/**
 * The one place that knows which answers of a mail server mean which outcome. Refusals of the message are `rejected`,
 * of the road `deferred`; whatever leaves open whether the server has the mail is `inDoubt`. `hide` takes secrets
 * out of foreign words.
 */
export const smtpOutcome = (report: SmtpReport, hide: (text: string) => string): Outcome => {
  const say = (what: string, text: string): string => `${what}: ${foreignWords(hide(text)) || "no words"}`;
  const { code = null } = "code" in report ? report : {};

  if (report.step === "road") {
    return deferred(say(report.what, report.words), { code, enhancedCode: enhancedCodeIn(report.words) });
  }
  if (report.step === "unsendable") return rejected(foreignWords(report.words), { code });
  if (report.step === "lost") {
    return report.contentGiven
      ? inDoubt(say("The server was given the mail and did not answer", report.words))
      : deferred(say("The connection was lost before the mail was given", report.words), {
          code,
          enhancedCode: enhancedCodeIn(report.words),
        });
  }

  const reply = parseReply(report.reply);
  if (report.step === "content") {
    const clear = reply !== null && !reply.code.startsWith("3");
    if (!clear) return inDoubt(say("The server's answer to the mail cannot be understood", report.reply));
    if (reply.code.startsWith("2")) {
      return report.askedProperly
        ? { kind: "accepted", reply: foreignWords(hide(report.reply)) }
        : inDoubt(say("The server answered a mail that it had not asked for", report.reply));
    }
  }
  const reason = say(refused[report.step], report.reply);
  const codes = { code: reply?.code ?? null, enhancedCode: reply?.enhanced ?? null };
  return reply !== null && rejectsMessage(report.step, reply) ? rejected(reason, codes) : deferred(reason, codes);
};
