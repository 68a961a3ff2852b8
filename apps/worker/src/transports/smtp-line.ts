import type { Socket } from "node:net";
import { secondMs } from "@tocsin/core/kernel";
import { faultCode } from "@tocsin/outbound";
import { createReplyReader } from "./smtp-replies.ts";

/** Why a connection is of no use any more: the server's last words, or the system's. */
export interface Fault {
  readonly words: string;
  readonly code: string | null;
}

/** A stretch of conversation: what is said first, and what each reply leads to. */
export interface Exchange<Answer> {
  begin(): string;
  take(reply: string): Move<Answer>;
  /** What it comes to where no reply can come any more. */
  lost(fault: Fault): Answer;
}

/** More replies are to come, something is to be said (made only when it is), or the exchange has its answer. */
export type Move<Answer> = "wait" | { readonly say: () => string | readonly Buffer[] } | { readonly end: Answer };

/** A connection past its greeting, on which one exchange is held at a time. */
export interface SmtpLine {
  /** Holds an exchange to its end: by the server's replies, by the end of the connection, or by the clock. */
  hold<Answer>(exchange: Exchange<Answer>, patienceMs: number): Promise<Answer>;
  isOpen(): boolean;
  close(): void;
}

/** After our end of a connection the server has so long to close its own. */
const closeMs = secondMs;

/** What has not ended in time. */
export const tooSlow = (ms: number) => ({ words: `no end after ${ms} ms`, code: "ETIMEDOUT" }) satisfies Fault;

const closedByUs: Fault = { words: "the connection was closed", code: null };
const silent: Fault = { words: "Timeout", code: "ETIMEDOUT" };
const endless: Fault = { words: "Server response exceeds maximum allowed size", code: "EPROTOCOL" };

const said = (words: string): Fault => ({ words, code: /^\d{3}/.exec(words)?.[0] ?? null });

/** A server that closed; half a reply counts where it says why. */
const closed = (unfinished: string | null): Fault =>
  unfinished !== null && /^[45]\d\d[ -]/.test(unfinished)
    ? said(unfinished)
    : { words: "Connection closed unexpectedly", code: "ECONNECTION" };

interface Holder {
  /** `behind` has arrived with this reply, before anything could be said to it. */
  take(reply: string, behind: string | null): void;
  lost(fault: Fault): void;
}

/**
 * Holds exchanges on a socket. A server that says something which it was not asked is left, for its next reply would be
 * taken for the answer to something else; `silenceMs` without a byte end the connection, too.
 */
export const createLine = (socket: Socket, silenceMs: number): SmtpLine => {
  const reader = createReplyReader();
  let holder: Holder | null = null;
  let fault: Fault | null = null;

  const close = (reason: Fault): void => {
    if (fault !== null) return;
    fault = reason;
    socket.setTimeout(0);
    socket.end();
    const clock = setTimeout(() => socket.destroy(), closeMs).unref();
    socket.once("close", () => clearTimeout(clock));
  };

  const fail = (reason: Fault): void => {
    if (fault !== null) return;
    close(reason);
    holder?.lost(reason);
  };

  const ended = (): void => fail(closed(reader.unfinished()));

  const hear = (bytes: Buffer): void => {
    const replies = reader.read(bytes);
    if (replies === null) {
      fail(endless);
      return;
    }
    const unfinished = reader.unfinished();
    for (const [index, reply] of replies.entries()) {
      if (holder === null) fail(said(reply));
      else holder.take(reply, replies[index + 1] ?? unfinished);
      if (fault !== null) return;
    }
    if (holder === null && unfinished !== null) fail(said(unfinished));
  };

  /** Pieces go out together, as if they were one. */
  const say = (words: string | readonly Buffer[]): void => {
    if (typeof words === "string") {
      socket.write(words);
      return;
    }
    socket.cork();
    for (const piece of words) socket.write(piece);
    socket.uncork();
  };

  const hold = <Answer>(exchange: Exchange<Answer>, patienceMs: number): Promise<Answer> =>
    new Promise((resolve) => {
      if (!socket.writable) ended();
      if (fault !== null) return resolve(exchange.lost(fault));
      const clock = setTimeout(() => fail(tooSlow(patienceMs)), patienceMs);
      const settle = (answer: Answer): void => {
        clearTimeout(clock);
        holder = null;
        resolve(answer);
      };
      holder = {
        take: (reply, behind) => {
          const move = exchange.take(reply);
          if (move === "wait") return;
          if ("end" in move) settle(move.end);
          else if (behind !== null) fail(said(behind));
          else say(move.say());
        },
        lost: (reason) => settle(exchange.lost(reason)),
      };
      socket.write(exchange.begin());
    });

  socket.setTimeout(silenceMs);
  socket.on("data", (bytes: Buffer) => {
    if (fault === null) hear(bytes);
  });
  socket.on("timeout", () => fail(silent));
  socket.on("error", (error) => fail({ words: error.message, code: faultCode(error) }));
  socket.on("end", ended);
  socket.on("close", ended);

  return { hold, isOpen: () => fault === null && socket.writable, close: () => close(closedByUs) };
};
