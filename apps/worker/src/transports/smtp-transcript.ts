/** What a server says in its EHLO that it can. */
export interface ServerOffer {
  /** RFC 2920. */
  readonly pipelining: boolean;
  /** RFC 6531. */
  readonly smtputf8: boolean;
  /** RFC 6152. */
  readonly eightBitMime: boolean;
  /** RFC 1870: bytes; 0 where it names no limit, null where it does not offer SIZE. */
  readonly size: number | null;
}

/** What a server said until the connection was open. */
export interface SmtpTranscript {
  /** The first reply of the connection. */
  greeting(): string;
  /** Of the last EHLO; what was said before STARTTLS is forgotten (RFC 3207 section 4.2). */
  offer(): ServerOffer;
  /** For `SMTPConnectionOptions.logger`; needs `transactionLog`. */
  readonly logger: Record<"trace" | "debug" | "info" | "warn" | "error" | "fatal", LogMethod>;
}

type LogMethod = (entry: { readonly tnx?: unknown }, text?: unknown) => void;

const ignore: LogMethod = () => undefined;

const nothing: ServerOffer = { pipelining: false, smtputf8: false, eightBitMime: false, size: null };

/** Reads the reply to EHLO (RFC 5321 section 4.1.1.1); a refusal offers nothing. */
export const offerIn = (reply: string): ServerOffer => {
  if (!reply.startsWith("2")) return nothing;
  const lines = reply.split(/\r?\n/).slice(1);
  const keywords = new Map(
    lines.map((line) => {
      const [, keyword = "", parameter = ""] = /^([^ =]*) *(.*)$/.exec(line.slice(4)) ?? [];
      return [keyword.toUpperCase(), parameter];
    }),
  );
  const size = keywords.get("SIZE");
  return {
    pipelining: keywords.has("PIPELINING"),
    smtputf8: keywords.has("SMTPUTF8"),
    eightBitMime: keywords.has("8BITMIME"),
    size: size === undefined ? null : Number(/^\d+/.exec(size)?.[0] ?? 0),
  };
};

/** Reads along through the log of nodemailer's connection, which keeps to itself what the server offers. */
export const createTranscript = (): SmtpTranscript => {
  const unanswered: string[] = [];
  let offer = nothing;
  let greeting: string | null = null;

  const server = (text: string): void => {
    greeting ??= text;
    if (unanswered.shift() === "EHLO") offer = offerIn(text);
  };

  const debug: LogMethod = (entry, text) => {
    if (typeof text !== "string") return;
    if (entry.tnx === "client") unanswered.push(text.split(" ", 1)[0] ?? "");
    if (entry.tnx === "server") server(text);
  };

  return {
    greeting: () => greeting ?? "",
    offer: () => offer,
    logger: { trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore },
  };
};
