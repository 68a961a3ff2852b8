import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { type Behave, behaviourSource } from "./behaviour.ts";
import { certificate } from "./certificates.ts";
import { converse } from "./conversation.ts";
import { plainOffer, type SinkOffer } from "./offer.ts";
import type { ReceivedMail, SinkEvent, Transaction } from "./record.ts";

export * from "./behaviour.ts";
export { type CertificateName, testAuthority, testAuthorityPath } from "./certificates.ts";
export type { SinkAuth, SinkOffer } from "./offer.ts";
export { headerOf, type ReceivedMail, type SinkEvent, type Transaction } from "./record.ts";

export interface SinkOptions extends Partial<SinkOffer> {
  /** A good server unless told. */
  readonly behave?: Behave;
  /** A free one unless told; give that of a stopped sink to bring a server back. */
  readonly port?: number;
}

/** A mail server on loopback that does what a test wants of it and remembers all of it. */
export interface Sink extends AsyncDisposable {
  readonly port: number;
  /** For `SMTP_URL`, with the credentials that it takes. */
  readonly url: string;
  /** Mails that the server took over, in the order of their final dots. */
  readonly mails: readonly ReceivedMail[];
  /** Every MAIL command, also those that came to nothing. */
  readonly transactions: readonly Transaction[];
  readonly events: readonly SinkEvent[];
  /** Connections so far. */
  readonly connections: number;
  /** Changes what comes next; behaviours that were taken already stay. */
  behave(behave: Behave): void;
  /** Resolves at once when this many mails are here, or when the predicate holds of them. */
  waitForMails(
    want: number | ((mails: readonly ReceivedMail[]) => boolean),
    timeoutMs?: number,
  ): Promise<readonly ReceivedMail[]>;
  /** Resolves at the first event after which the condition holds, such as `transactions.some((t) => t.dataEntered)`. */
  waitUntil(condition: (sink: Sink) => boolean, timeoutMs?: number): Promise<void>;
  /** Cuts all connections and frees the port. */
  stop(): Promise<void>;
}

interface Waiter {
  readonly condition: () => boolean;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

const waitMs = 10_000;
const logShown = 40;

const urlOf = ({ tls, auth }: SinkOffer, port: number): string => {
  const credentials = auth === null ? "" : `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.pass)}@`;
  const demand = tls === "starttls" ? "?tls=starttls" : "";
  return `${tls === "implicit" ? "smtps" : "smtp"}://${credentials}127.0.0.1:${port}${demand}`;
};

/** Starts a sink on 127.0.0.1. `await using` stops it. */
export const startSink = async ({ behave = {}, port: wanted = 0, ...offered }: SinkOptions = {}): Promise<Sink> => {
  const offer: SinkOffer = { ...plainOffer, ...offered };
  const mails: ReceivedMail[] = [];
  const transactions: Transaction[] = [];
  const events: SinkEvent[] = [];
  const sockets = new Set<Socket>();
  const waiters = new Set<Waiter>();
  let nextBehaviour = behaviourSource(behave);
  let connections = 0;

  const lastLines = (): string =>
    events
      .slice(-logShown)
      .map(({ connection, who, text }) => `  ${connection} ${who}: ${text}`)
      .join("\n");

  const wake = (): void => {
    for (const waiter of waiters) {
      if (waiter.condition()) waiter.resolve();
    }
  };

  const wait = (condition: () => boolean, timeoutMs: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle = (): void => {
        clearTimeout(clock);
        waiters.delete(waiter);
      };
      const waiter: Waiter = {
        condition,
        resolve: () => {
          settle();
          resolve();
        },
        reject: (reason) => {
          settle();
          reject(reason);
        },
      };
      const clock = setTimeout(() => {
        const seen = `${mails.length} mails, ${transactions.length} transactions, ${connections} connections`;
        waiter.reject(new Error(`The sink waited ${timeoutMs} ms in vain; it saw ${seen}:\n${lastLines()}`));
      }, timeoutMs);
      waiters.add(waiter);
      if (condition()) waiter.resolve();
    });

  const onConnection = (socket: Socket): void => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.setNoDelay(true);
    const connection = connections;
    connections += 1;
    converse(socket, {
      connection,
      offer,
      nextBehaviour: () => nextBehaviour(),
      nextNumber: () => transactions.length,
      began: (transaction) => transactions.push(transaction),
      received: (mail) => {
        mails.push(mail);
        wake();
      },
      log: (event) => {
        events.push(event);
        wake();
      },
    });
  };

  const server =
    offer.tls === "implicit"
      ? createTlsServer(certificate(offer.certificate), onConnection)
      : createServer(onConnection);
  server.listen(wanted, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : wanted;

  const stop = async (): Promise<void> => {
    for (const waiter of waiters) waiter.reject(new Error("The sink was stopped."));
    for (const socket of sockets) socket.destroy();
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    await closed;
  };

  const sink: Sink = {
    port,
    url: urlOf(offer, port),
    mails,
    transactions,
    events,
    get connections() {
      return connections;
    },
    behave: (next) => {
      nextBehaviour = behaviourSource(next);
    },
    waitForMails: async (want, timeoutMs = waitMs) => {
      await wait(() => (typeof want === "number" ? mails.length >= want : want(mails)), timeoutMs);
      return mails;
    },
    waitUntil: (condition, timeoutMs = waitMs) => wait(() => condition(sink), timeoutMs),
    stop,
    [Symbol.asyncDispose]: stop,
  };
  return sink;
};
