import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { err, minuteMs, ok, type Result, secondMs } from "@tocsin/core/kernel";
import { faultCode } from "@tocsin/outbound";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { tooSlow } from "./smtp-line.ts";
import type { RoadStage, SmtpReport } from "./smtp-outcome.ts";
import { createSession, type SmtpSession } from "./smtp-session.ts";
import { createTranscript, type SmtpTranscript } from "./smtp-transcript.ts";
import type { SmtpSetting, SmtpTimeouts } from "./smtp-url.ts";
import { wordsOfTls } from "./steps.ts";

const defaultTimeouts: SmtpTimeouts = {
  connectMs: 30 * secondMs,
  greetingMs: 30 * secondMs,
  socketMs: 10 * minuteMs,
  sendMs: 30 * minuteMs,
};
const closeMs = secondMs;
/** A name of our own, so that nodemailer does not look for another method where the server offers less. */
const ourMethod = "TOKEN";

// What nodemailer's errors carry, as far as it is read here.
type ConnectionFault = Error & {
  readonly command?: string | undefined;
  readonly response?: string | undefined;
  readonly code?: string | undefined;
  /** Ours: what the server told of a token beside its reply. */
  readonly detail?: string | undefined;
};

const replyCode = (text: string | undefined): string | null => /^\d{3}/.exec(text ?? "")?.[0] ?? null;

// Codes of OpenSSL and of Node's own check of names; nodemailer calls them faults of the socket.
const certificateFault = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

const whatFailed = (fault: ConnectionFault): { readonly stage: RoadStage; readonly what: string } => {
  const { code, command = "" } = fault;
  if (command === "STARTTLS" && code === "ETLS")
    return { stage: "secure", what: "The server offers no usable STARTTLS, and mail is not sent in clear" };
  if (code === "ETLS" || certificateFault.test(faultCode(fault) ?? ""))
    return { stage: "secure", what: "No secure connection to the server" };
  if (code === "EAUTH") return { stage: "signIn", what: "The server refused the sign-in" };
  if (code === "EDNS") return { stage: "resolve", what: "The server's name was not found" };
  return { stage: "connect", what: "No connection to the server" };
};

const roadReport = (fault: ConnectionFault): SmtpReport => ({
  step: "road",
  ...whatFailed(fault),
  words: `${fault.response ?? fault.message}${fault.detail ? ` (${fault.detail})` : ""}`,
  code: replyCode(fault.response) ?? faultCode(fault),
});

type SignIn = SMTPConnection.CustomAuthenticationHandlers[string];

const connectionOf = (
  setting: SmtpSetting,
  timeouts: SmtpTimeouts,
  transcript: SmtpTranscript,
  signIn: SignIn | null,
): SMTPConnection =>
  new SMTPConnection({
    ...(signIn === null ? {} : { customAuth: { [ourMethod]: signIn } }),
    host: setting.host,
    port: setting.port,
    secure: setting.secure === "tls",
    requireTLS: setting.secure === "starttls",
    ignoreTLS: setting.secure === "none",
    name: setting.name,
    connectionTimeout: timeouts.connectMs,
    dnsTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.socketMs,
    socketCloseTimeout: closeMs,
    tls: { minVersion: "TLSv1.2", ...(setting.tls?.ca === undefined ? {} : { ca: setting.tls.ca }) },
    transactionLog: true,
    logger: transcript.logger,
  });

/** How the open connection is secured, for a person. */
const tlsOf = ({ _socket: socket }: SMTPConnection): string =>
  socket instanceof TLSSocket ? wordsOfTls(socket) : "no TLS, as the settings allow";

/**
 * Takes the socket out of nodemailer's hands. Without it a connection closes itself and nothing else, and is deaf to
 * whatever comes by the listeners that it leaves behind.
 */
const takeSocket = (connection: SMTPConnection): Socket | null => {
  const { _socket: socket } = connection;
  if (connection.destroyed || !socket) return null;
  socket.removeAllListeners("data").removeAllListeners("timeout");
  connection._socket = null;
  connection.close();
  return socket;
};

/**
 * Connects, secures the connection as the setting demands and signs in. Never speaks of a mail in clear where TLS is
 * demanded, and answers a road report instead of throwing where any of it fails. `onSecured` is told, before the sign-in,
 * how the connection is secured.
 */
export const openSession = (
  setting: SmtpSetting,
  signIn: SignIn | null = null,
  onSecured: (tls: string) => void = () => {},
): Promise<Result<SmtpSession, SmtpReport>> => {
  const timeouts = { ...defaultTimeouts, ...setting.timeouts };
  const transcript = createTranscript();
  const connection = connectionOf(setting, timeouts, transcript, signIn);

  return new Promise((resolve) => {
    const failed = (fault: ConnectionFault): void => {
      clearTimeout(clock);
      resolve(err(roadReport(fault)));
      connection.close();
    };
    const tooLate = (): void => {
      const { words, code } = tooSlow(timeouts.sendMs);
      failed(Object.assign(new Error(words), { code }));
    };
    const clock = setTimeout(tooLate, timeouts.sendMs);
    const opened = (): void => {
      clearTimeout(clock);
      connection.off("end", ended);
      const socket = takeSocket(connection);
      if (socket === null) failed(new Error("the connection was closed"));
      else resolve(ok(createSession(socket, transcript, timeouts)));
    };
    // SMTPConnection tells the end before it calls back with the reason, and in one path does not call back at all.
    const ended = (): void => {
      setImmediate(() => failed(new Error("the connection was closed")));
    };
    connection.on("error", failed);
    connection.once("end", ended);
    connection.connect((fault) => {
      if (fault) return failed(fault);
      const signedIn = (refusal: ConnectionFault | null = null): void => (refusal ? failed(refusal) : opened());
      onSecured(tlsOf(connection));
      const { user, pass = "" } = setting;
      if (user === undefined || !connection.allowsAuth) return opened();
      if (signIn !== null) connection.login({ method: ourMethod, user }, signedIn);
      else connection.login({ credentials: { user, pass } }, signedIn);
    });
  });
};
