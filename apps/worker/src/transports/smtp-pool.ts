import type { Result } from "@tocsin/core/kernel";
import type { ComposedMail } from "./mime.ts";
import type { SmtpReport } from "./smtp-outcome.ts";
import type { SmtpSession } from "./smtp-session.ts";

/** Keeps a bounded number of sessions open and gives mails to them in the order in which they came. */
export interface SmtpPool {
  send(mail: ComposedMail): Promise<SmtpReport>;
  /** Waits for the mails that were given to it, then says goodbye on every connection. */
  close(): Promise<void>;
}

export interface SmtpPoolParts {
  readonly open: () => Promise<Result<SmtpSession, SmtpReport>>;
  readonly maxConnections: number;
  /** How long a connection waits for another mail, in milliseconds. */
  readonly idleMs: number;
  /** Mails over one connection, after which it is closed: some servers cut off a client that never leaves. */
  readonly maxMails: number;
}

interface IdleSession {
  readonly session: SmtpSession;
  readonly clock: NodeJS.Timeout;
}

/** Turns for at most `count` at once, in the order of asking. */
const createTurns = (count: number) => {
  let free = count;
  const waiting: (() => void)[] = [];
  return {
    take: (): Promise<void> | undefined => {
      if (free > 0) {
        free -= 1;
        return undefined;
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    give: (): void => {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
};

export const createSmtpPool = ({ open, maxConnections, idleMs, maxMails }: SmtpPoolParts): SmtpPool => {
  const turns = createTurns(maxConnections);
  const idle: IdleSession[] = [];
  const goodbyes = new Set<Promise<void>>();
  const inFlight = new Set<Promise<SmtpReport>>();
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

  const send = async (mail: ComposedMail): Promise<SmtpReport> => {
    if (closing) return { step: "road", what: "The transport is closing", words: "try again later", code: null };
    await turns.take();
    try {
      return await sendInTurn(mail);
    } finally {
      turns.give();
    }
  };

  return {
    send: (mail) => {
      const report = send(mail);
      inFlight.add(report);
      return report.finally(() => inFlight.delete(report));
    },
    close: async () => {
      closing = true;
      await Promise.allSettled(inFlight);
      for (const { session, clock } of idle.splice(0)) {
        clearTimeout(clock);
        leave(session);
      }
      await Promise.all(goodbyes);
    },
  };
};
