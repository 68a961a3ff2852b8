import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

export interface ReferenceServer extends AsyncDisposable {
  readonly port: number;
  readonly mails: readonly Buffer[];
}

/** A well-behaved server by other people on a free port of 127.0.0.1: what it takes, the world takes. */
export const startReferenceServer = async (): Promise<ReferenceServer> => {
  const mails: Buffer[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onData: (stream, _session, done) => {
      buffer(stream).then(
        (raw) => {
          mails.push(raw);
          done();
        },
        (fault: Error) => done(fault),
      );
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const address = listening.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port, mails, [Symbol.asyncDispose]: stop };
};
