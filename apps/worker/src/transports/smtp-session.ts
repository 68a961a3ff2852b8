import type { Socket } from "node:net";
import { secondMs } from "@tocsin/core/kernel";
import type { ComposedMail } from "./mime.ts";
import { mailExchange, unsendable } from "./smtp-exchange.ts";
import { createLine, type Exchange, type Fault } from "./smtp-line.ts";
import { parseReply, type SmtpReport } from "./smtp-outcome.ts";
import type { SmtpTranscript } from "./smtp-transcript.ts";
import type { SmtpTimeouts } from "./smtp-url.ts";

/** One signed-in connection, which carries one mail at a time. */
export interface SmtpSession {
  send(mail: ComposedMail): Promise<SentReport>;
  /** Whether another mail may be given to it. */
  isUsable(): boolean;
  /** Mails offered so far. */
  offered(): number;
  /** The server's first words. */
  greeting(): string;
  /** Says goodbye and closes; closes without an answer after a second. */
  quit(): Promise<void>;
}

interface SentReport {
  readonly report: SmtpReport;
  /** The server had left before this mail was offered, as servers do with idle connections: another one may take it. */
  readonly stale: boolean;
}

const quitMs = secondMs;

/** RFC 5321 section 4.1.1.5: ends what an earlier mail left open. Comes to what went wrong. */
const reset: Exchange<Fault | null> = {
  begin: () => "RSET\r\n",
  take: (reply) => ({ end: reply.startsWith("2") ? null : { words: reply, code: parseReply(reply)?.code ?? null } }),
  lost: (fault) => fault,
};

const goodbye: Exchange<void> = {
  begin: () => "QUIT\r\n",
  take: () => ({ end: undefined }),
  lost: () => undefined,
};

/** Carries mails over a socket on which nothing more is to be said before the first one. */
export const createSession = (
  socket: Socket,
  { greeting, offer }: Pick<SmtpTranscript, "greeting" | "offer">,
  { socketMs, sendMs }: SmtpTimeouts,
): SmtpSession => {
  const line = createLine(socket, socketMs);
  let offered = 0;
  let needsReset = false;

  const send = async (mail: ComposedMail): Promise<SentReport> => {
    const reused = offered > 0;
    offered += 1;
    const impossible = unsendable(mail, offer());
    if (impossible !== null) return { report: impossible, stale: false };
    if (needsReset) {
      const fault = await line.hold(reset, sendMs);
      if (fault !== null) {
        line.close();
        return { report: { step: "lost", contentGiven: false, ...fault }, stale: true };
      }
    }
    const { report, afterwards, left } = await line.hold(mailExchange(mail, offer()), sendMs);
    if (afterwards === "drop") line.close();
    needsReset = afterwards === "reset";
    return { report, stale: reused && left };
  };

  const quit = async (): Promise<void> => {
    if (!line.isOpen()) return;
    await line.hold(goodbye, quitMs);
    line.close();
  };

  return { send, quit, isUsable: line.isOpen, offered: () => offered, greeting };
};
