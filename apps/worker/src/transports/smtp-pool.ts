import type { Result } from "@tocsin/core/kernel";
import type { ComposedMail } from "./mime.ts";
import type { SmtpReport } from "./smtp-outcome.ts";
import type { SmtpSession } from "./smtp-session.ts";
import { createTurns } from "./turns.ts";

/** Keeps a bounded number of sessions open and gives them out to urgent mails first, else in the order of asking. */
export interface SmtpPool {
  /** Waits until one of the connections is free for a mail or about to be, or may be opened for it. */
  ready(urgent?: boolean): Promise<SmtpTurn>;
  /** Waits for the turns that were asked for, then says goodbye on every connection. */
  close(): Promise<void>;
}

/** A place on a connection, kept free for one mail. */
export interface SmtpTurn {
  send(mail: ComposedMail): Promise<SmtpReport>;
  /** Gives the connection to whoever waits. A second time does nothing. */
  release(): void;
}

export interface SmtpPoolParts {
  readonly open: () => Promise<Result<SmtpSession, SmtpReport>>;
  readonly maxConnections: number;
  /** How long a connection waits for another mail, in milliseconds. */
  readonly idleMs: number;
  /** Mails over one connection, after which it is closed: some servers cut off a client that never leaves. */
  readonly maxMails: number;
  /**
   * How long before its connection is free a mail may have its turn, in milliseconds, as judged by the last ones. What is
   * sent soon costs no wait for the commit of its attempt; what a killed worker leaves behind meanwhile looks in doubt.
   */
  readonly aheadMs: number;
}

interface IdleSession {
  readonly session: SmtpSession;
  readonly clock: NodeJS.Timeout;
}

/** No more mails may have their turn early for each connection, however fast the server is. */
const aheadMax = 10;
/** How much the newest send counts against those before it. */
const weightOfNewest = 0.2;

export const createSmtpPool = ({ open, maxConnections, idleMs, maxMails, aheadMs }: SmtpPoolParts): SmtpPool => {
  const turns = createTurns(maxConnections);
  const connections = createTurns(maxConnections);
  let usualMs = Number.POSITIVE_INFINITY;
  const idle: IdleSession[] = [];
  const goodbyes = new Set<Promise<void>>();
  let closing = false;

  const leave = (session: SmtpSession): void => {
    const goodbye = session.quit();
    goodbyes.add(goodbye);
    void goodbye.finally(() => goodbyes.delete(goodbye));
  };

  const takeIdle = (): SmtpSession | null => {
    for (let last = idle.pop(); last; last = idle.pop()) {
      clearTimeout(last.clock);
      if (last.session.isUsable()) return last.session;
    }
    return null;
  };

  const putBack = (session: SmtpSession): void => {
    if (!session.isUsable()) return;
    if (closing || session.offered() >= maxMails) {
      leave(session);
      return;
    }
    const entry = {
      session,
      clock: setTimeout(() => {
        idle.splice(idle.indexOf(entry), 1);
        leave(session);
      }, idleMs).unref(),
    };
    idle.push(entry);
  };

  const sendOnce = async (session: SmtpSession, mail: ComposedMail): Promise<SmtpReport | null> => {
    const { report, stale } = await session.send(mail);
    putBack(session);
    return stale ? null : report;
  };

  const sendInTurn = async (mail: ComposedMail): Promise<SmtpReport> => {
    // A kept connection that the server left meanwhile costs no attempt: nothing was offered on it.
    for (let kept = takeIdle(); kept; kept = takeIdle()) {
      const report = await sendOnce(kept, mail);
      if (report) return report;
    }
    const opened = await open();
    if (!opened.ok) return opened.problem;
    const { report } = await opened.value.send(mail);
    putBack(opened.value);
    return report;
  };

  /** Learns from a send how many mails may have their turn before a connection is free for them. */
  const learn = (ms: number): void => {
    usualMs = Number.isFinite(usualMs) ? usualMs + weightOfNewest * (ms - usualMs) : ms;
    const ahead = Math.min(aheadMax, Math.floor(aheadMs / Math.max(usualMs, 1)));
    turns.allow(maxConnections * (1 + ahead));
  };

  const sendWhenFree = async (mail: ComposedMail, urgent: boolean): Promise<SmtpReport> => {
    const free = await connections.take(urgent);
    const startedAt = performance.now();
    try {
      return await sendInTurn(mail);
    } finally {
      free();
      learn(performance.now() - startedAt);
    }
  };

  const closed: SmtpReport = { step: "road", what: "The transport is closing", words: "try again later", code: null };

  return {
    ready: async (urgent = false) => {
      const late = closing;
      const release = await turns.take(urgent);
      return { send: (mail) => (late ? Promise.resolve(closed) : sendWhenFree(mail, urgent)), release };
    },
    close: async () => {
      closing = true;
      await turns.idle();
      for (const { session, clock } of idle.splice(0)) {
        clearTimeout(clock);
        leave(session);
      }
      await Promise.all(goodbyes);
    },
  };
};
