import { createServer, type Socket } from "node:net";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { certificate } from "../smtp-sink/certificates.ts";
import { noncePattern } from "./bodies.ts";
import { monotonicMs } from "./clock.ts";
import type { Arrival, SinkQuestion } from "./mail-sink.ts";

/*
 * A mail server that takes everything as fast as it can and remembers only when each mail came: a program of its own,
 * so that what it costs is not counted, and no stranger to pipelining, so that it slows nobody down.
 */

const greeting = "220 sink.example ESMTP\r\n";
const offer = "250-sink.example\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n";
const offerOfTls = "250-sink.example\r\n250-PIPELINING\r\n250 STARTTLS\r\n";
const mailEnd = "\r\n.\r\n";
/** Within these bytes every mail has its subject. */
const headBytes = 4_096;

const secureContext = process.argv.includes("--tls") ? createSecureContext(certificate("valid")) : null;

const arrivals: Arrival[] = [];

const replyTo = (verb: string): string => {
  if (verb === "EHLO") return offer;
  if (verb === "DATA") return "354 go on\r\n";
  if (verb === "QUIT") return "221 bye\r\n";
  return "250 ok\r\n";
};

const take = (mail: Buffer): void => {
  const head = mail.toString("latin1", 0, headBytes);
  arrivals.push({ nonce: noncePattern.exec(head)?.[0] ?? "", at: monotonicMs(), bytes: mail.length });
};

const greet = (socket: Socket): void => {
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.write(greeting);
  if (secureContext === null) converse(socket);
  else awaitTls(socket, secureContext);
};

/** Both contenders send one command at a time until they have TLS. */
const awaitTls = (socket: Socket, context: SecureContext): void => {
  const answer = (chunk: Buffer): void => {
    if (!chunk.toString("latin1").toUpperCase().startsWith("STARTTLS")) {
      socket.write(offerOfTls);
      return;
    }
    socket.off("data", answer);
    socket.write("220 go on\r\n");
    const secure = new TLSSocket(socket, { isServer: true, secureContext: context });
    secure.on("error", () => secure.destroy());
    converse(secure);
  };
  socket.on("data", answer);
};

const converse = (socket: Socket): void => {
  let pending: Buffer = Buffer.alloc(0);
  let inMail = false;
  socket.on("data", (chunk) => {
    const searched = Math.max(0, pending.length - mailEnd.length);
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    let replies = "";
    let at = inMail ? searched : 0;
    for (;;) {
      const end = pending.indexOf(inMail ? mailEnd : "\r\n", at);
      if (end === -1) break;
      if (inMail) {
        take(pending.subarray(0, end));
        replies += "250 taken\r\n";
        inMail = false;
        pending = pending.subarray(end + mailEnd.length);
      } else {
        const verb = pending.toString("latin1", 0, 4).toUpperCase();
        replies += replyTo(verb);
        inMail = verb === "DATA";
        pending = pending.subarray(end + 2);
        if (verb === "QUIT") socket.end(replies);
      }
      at = 0;
    }
    if (replies !== "" && socket.writable) socket.write(replies);
  });
};

const server = createServer(greet);
server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 });

const questions: Record<SinkQuestion["kind"], () => unknown> = {
  port: () => {
    const address = server.address();
    return typeof address === "object" ? address?.port : null;
  },
  count: () => arrivals.length,
  take: () => arrivals.splice(0),
};

server.once("listening", () => {
  process.on("message", ({ kind }: SinkQuestion) => process.send?.(questions[kind]()));
});
process.once("SIGTERM", () => process.exit(0)).once("disconnect", () => process.exit(0));
