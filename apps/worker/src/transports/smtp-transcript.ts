import { parseReply } from "./smtp-outcome.ts";

/** What one connection said, followed reply by reply, so that what happened to a send is known and not guessed. */
export interface SmtpTranscript {
  /** Forgets the send before: what is asked of it below then speaks of this one only. */
  begin(): void;
  /** The server has asked for the content in this send, and we have begun to give it. */
  contentGiven(): boolean;
  /** The server asked for it with a 354, as RFC 5321 section 4.3.2 says, and not with something like it. */
  contentAskedProperly(): boolean;
  /** Replies in this send. */
  replies(): number;
  /** Keywords of the last EHLO reply in upper case; those before STARTTLS are forgotten. */
  offers(keyword: string): boolean;
  /** The first reply of the connection. */
  greeting(): string;
  /** For `SMTPConnectionOptions.logger`; needs `transactionLog`. */
  readonly logger: Record<"trace" | "debug" | "info" | "warn" | "error" | "fatal", LogMethod>;
}

type LogMethod = (entry: { readonly tnx?: unknown }, text?: unknown) => void;

const ignore: LogMethod = () => undefined;

const keywordsOf = (reply: string): Set<string> =>
  new Set(
    reply
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.slice(4).split(/[ =]/)[0]?.toUpperCase() ?? ""),
  );

/**
 * Reads along through a connection's log. The error of nodemailer's SMTPConnection looks the same whether the
 * connection fell before the mail was offered or after its last byte, so the error alone cannot tell a retry that is
 * safe from one that may repeat the mail.
 */
export const createTranscript = (): SmtpTranscript => {
  let unanswered: string[] = [];
  let replies = 0;
  let given = false;
  let properly = false;
  let keywords = new Set<string>();
  let greeting: string | null = null;

  const client = (text: string): void => {
    // With PIPELINING a refused recipient may be followed by a 354; the lone dot then ends an empty mail to nobody.
    if (text === ".") given = false;
    unanswered.push(text.split(/[ :]/, 1)[0] ?? "");
  };

  const server = (text: string): void => {
    replies += 1;
    greeting ??= text;
    const command = unanswered.shift();
    if (command === "EHLO") keywords = keywordsOf(text);
    // nodemailer goes on at any 2xx or 3xx, so that is where the content begins, asked for properly or not.
    if (command !== "DATA" || !/^[23]/.test(text)) return;
    given = true;
    properly = parseReply(text)?.code === "354";
  };

  const debug: LogMethod = (entry, text) => {
    if (typeof text !== "string") return;
    if (entry.tnx === "client") client(text);
    if (entry.tnx === "server") server(text);
  };

  return {
    begin: () => {
      unanswered = [];
      replies = 0;
      given = false;
      properly = false;
    },
    contentGiven: () => given,
    contentAskedProperly: () => properly,
    replies: () => replies,
    greeting: () => greeting ?? "",
    offers: (keyword) => keywords.has(keyword),
    logger: { trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore },
  };
};
