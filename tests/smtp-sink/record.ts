import type { SinkEnvelope } from "./behaviour.ts";

/** One MAIL command and what became of it. */
export interface Transaction extends SinkEnvelope {
  /** From 0, in the order of MAIL commands. */
  readonly n: number;
  readonly connection: number;
  /** Parameters of MAIL, such as `SIZE=1024` and `SMTPUTF8`. */
  readonly parameters: readonly string[];
  /** The server had asked for the content. */
  readonly dataEntered: boolean;
  readonly dotRead: boolean;
  /** The server took the mail over, whatever it answered. */
  readonly kept: boolean;
  /** The answer to the final dot; null where there was none. */
  readonly answer: string | null;
}

/** A mail that the server took over. */
export interface ReceivedMail extends Transaction {
  /** Without the dots that SMTP adds (RFC 5321 section 4.5.2). */
  readonly raw: Buffer;
  /** When its final dot was read, in milliseconds since 1970. */
  readonly at: number;
  /** Whether it came through TLS. */
  readonly secure: boolean;
  readonly user: string | null;
}

/** One line of the log. Content is not in it. */
export interface SinkEvent {
  readonly connection: number;
  /** The transaction that was open; null before the first MAIL of a connection. */
  readonly n: number | null;
  readonly who: "client" | "server" | "sink";
  readonly text: string;
}

/** The value of a header field, unfolded and still encoded; null where the mail has none. */
export const headerOf = (mail: Pick<ReceivedMail, "raw">, name: string): string | null => {
  const end = mail.raw.indexOf("\r\n\r\n");
  const head = mail.raw.toString("utf8", 0, end < 0 ? mail.raw.length : end).replace(/\r\n[ \t]+/g, " ");
  const prefix = `${name.toLowerCase()}:`;
  const line = head.split("\r\n").find((field) => field.toLowerCase().startsWith(prefix));
  return line === undefined ? null : line.slice(prefix.length).trim();
};
