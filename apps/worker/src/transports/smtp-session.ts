import { TLSSocket } from "node:tls";
import { err, minuteMs, ok, type Result, secondMs } from "@tocsin/core/kernel";
import { faultCode } from "@tocsin/outbound";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { ComposedMail } from "./mime.ts";
import { parseReply, type RoadStage, type SmtpReport } from "./smtp-outcome.ts";
import { createTranscript, type SmtpTranscript } from "./smtp-transcript.ts";
import type { SmtpSetting, SmtpTimeouts } from "./smtp-url.ts";
import { wordsOfTls } from "./steps.ts";

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

const defaultTimeouts: SmtpTimeouts = {
  connectMs: 30 * secondMs,
  greetingMs: 30 * secondMs,
  socketMs: 10 * minuteMs,
  sendMs: 30 * minuteMs,
};
const quitMs = secondMs;
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

type Lost = Extract<SmtpReport, { readonly step: "lost" }>;

const lost = (transcript: SmtpTranscript, fault: ConnectionFault): Lost => ({
  step: "lost",
  contentGiven: transcript.contentGiven(),
  words: fault.response ?? fault.message,
  code: replyCode(fault.response) ?? faultCode(fault),
});

const tooSlow = ({ sendMs }: SmtpTimeouts): ConnectionFault =>
  Object.assign(new Error(`no end after ${sendMs} ms`), { code: "ETIMEDOUT" });

/** The step that an error speaks of; only a whole reply to a command of ours is an answer, the rest is a loss. */
const reportOf = (fault: ConnectionFault, transcript: SmtpTranscript): SmtpReport => {
  const { code, command, response } = fault;
  if (command === "MAIL FROM" && code === "EMESSAGE" && response === undefined) {
    return { step: "unsendable", words: `The mail is larger than the server takes: ${fault.message}`, code: "552" };
  }
  if (response === undefined) return lost(transcript, fault);
  if (command === "MAIL FROM") return { step: "mail", reply: response };
  if (command === "RCPT TO") return { step: "rcpt", reply: response };
  if (command !== "DATA") return lost(transcript, fault);
  return code === "EMESSAGE"
    ? { step: "content", reply: response, askedProperly: transcript.contentAskedProperly() }
    : { step: "data", reply: response };
};

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
    socketCloseTimeout: quitMs,
    tls: { minVersion: "TLSv1.2", ...(setting.tls?.ca === undefined ? {} : { ca: setting.tls.ca }) },
    transactionLog: true,
    logger: transcript.logger,
  });

/** How the open connection is secured, for a person. */
const tlsOf = (connection: SMTPConnection): string => {
  // Not in the types; without it only the words would be poorer.
  const { _socket: socket } = connection as unknown as { readonly _socket?: unknown };
  return socket instanceof TLSSocket ? wordsOfTls(socket) : "no TLS, as the settings allow";
};

/** Only a clear answer leaves the conversation in step; RSET is asked for where a transaction may still be open. */
const afterwards = (report: SmtpReport): "next" | "reset" | "drop" => {
  if (report.step === "unsendable") return "next";
  if (report.step !== "rcpt" && report.step !== "content") return "drop";
  const code = parseReply(report.reply)?.code ?? "";
  if (!/^[245]/.test(code) || code === "421") return "drop";
  if (report.step !== "content") return "reset";
  return report.askedProperly ? "next" : "drop";
};

const sessionOn = (connection: SMTPConnection, transcript: SmtpTranscript, timeouts: SmtpTimeouts): SmtpSession => {
  let offered = 0;
  let needsReset = false;
  let dropped = false;
  let lastFault: ConnectionFault | null = null;
  connection.on("error", (fault: ConnectionFault) => {
    lastFault = fault;
  });

  const drop = (): void => {
    dropped = true;
    connection.close();
  };

  /** Runs one exchange to its report: by the callback, by the end of the connection, or by the clock. */
  const exchange = <Answer>(start: (done: (answer: Answer | Lost) => void) => void): Promise<Answer | Lost> =>
    new Promise((resolve) => {
      const settle = (report: Answer | Lost): void => {
        clearTimeout(clock);
        connection.off("end", ended);
        resolve(report);
      };
      // SMTPConnection tells the end before it calls back with the reason, and in one path does not call back at all.
      const ended = (): void => {
        setImmediate(() => settle(lost(transcript, lastFault ?? new Error("the connection was closed"))));
      };
      const clock = setTimeout(() => {
        settle(lost(transcript, tooSlow(timeouts)));
        drop();
      }, timeouts.sendMs);
      connection.once("end", ended);
      start(settle);
    });

  const reset = (): Promise<"reset" | Lost> =>
    exchange((done) => connection.reset((fault) => done(fault ? lost(transcript, fault) : "reset")));

  const offer = ({ envelope, raw }: ComposedMail): Promise<SmtpReport> =>
    exchange<SmtpReport>((done) =>
      connection.send(
        { from: envelope.from, to: [envelope.to], size: raw.length, use8BitMime: envelope.international },
        raw,
        (fault, info) =>
          done(
            fault
              ? reportOf(fault, transcript)
              : { step: "content", reply: info?.response ?? "", askedProperly: transcript.contentAskedProperly() },
          ),
      ),
    );

  const send = async (mail: ComposedMail): Promise<SentReport> => {
    const reused = offered > 0;
    offered += 1;
    transcript.begin();
    if (needsReset) {
      const answer = await reset();
      if (answer !== "reset") {
        drop();
        return { report: answer, stale: true };
      }
      needsReset = false;
      transcript.begin();
    }
    if (mail.envelope.international && !transcript.offers("SMTPUTF8")) {
      const words = "The address needs SMTPUTF8 (RFC 6531), which the mail server does not offer.";
      return { report: { step: "unsendable", words, code: null }, stale: false };
    }
    const report = await offer(mail);
    const left =
      report.step === "lost" ? transcript.replies() === 0 : report.step === "mail" && report.reply.startsWith("421");
    const next = afterwards(report);
    if (next === "drop") drop();
    needsReset = next === "reset";
    return { report, stale: reused && left };
  };

  const quit = (): Promise<void> =>
    new Promise((resolve) => {
      if (dropped || connection.destroyed) return resolve();
      const clock = setTimeout(drop, quitMs);
      connection.once("end", () => {
        clearTimeout(clock);
        resolve();
      });
      connection.quit();
    });

  return {
    send,
    quit,
    isUsable: () => !dropped && !connection.destroyed,
    offered: () => offered,
    greeting: transcript.greeting,
  };
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
    const clock = setTimeout(() => failed(tooSlow(timeouts)), timeouts.sendMs);
    const opened = (): void => {
      clearTimeout(clock);
      connection.off("error", failed);
      connection.off("end", ended);
      resolve(ok(sessionOn(connection, transcript, timeouts)));
    };
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
