import { z } from "zod";

/** The steps of a mail's way, in order: each is tried only where the one before it held. */
export const stepNames = ["resolve", "connect", "secure", "signIn", "send"] as const;
export type StepName = (typeof stepNames)[number];

/** Why a step failed, as far as the far end's words betray it. */
export const causes = [
  "hostUnknown",
  "refused",
  "noAnswer",
  "portBlocked",
  "silent",
  "startTlsMissing",
  "tlsExpected",
  "tlsUnexpected",
  "certificateName",
  "certificateExpired",
  "certificateUntrusted",
  "noSecureConnection",
  "wrongPassword",
  "microsoftPasswordsOff",
  "appPasswordNeeded",
  "tokenRefused",
  "methodMissing",
  "keyRefused",
  "senderNotAllowed",
  "domainNotVerified",
  "relayDenied",
  "recipientRefused",
  "rightMissing",
  "mailboxUnknown",
  "comeBackLater",
  "tooMany",
  "unanswered",
  "folder",
  "unknown",
] as const;
export type Cause = (typeof causes)[number];

export const transportStepSchema = z
  .object({
    name: z.enum(stepNames),
    /** `skipped`: this transport has no such step, or an earlier one failed. */
    state: z.enum(["passed", "failed", "skipped"]),
    /** How long it took. */
    ms: z.number().int(),
    /** The far end's own words, or what was found; one line, without secrets. */
    said: z.string(),
    cause: z.enum(causes).nullable(),
    /** What a person can do about it; null where nothing is wrong. */
    advice: z.string().nullable(),
  })
  .meta({ id: "TransportStep" });

export type TransportStep = z.infer<typeof transportStepSchema>;

/** What is known of a failed step. */
export interface Failure {
  readonly step: StepName;
  /** Which part of sending failed, where a mail server told: the sender, the recipient, or the mail itself. */
  readonly part?: "mail" | "rcpt" | "content";
  /** A system's code, such as ECONNREFUSED, or the far end's; null where there was none. */
  readonly code: string | null;
  readonly words: string;
  readonly host: string;
  readonly port: number;
}

type Rule = readonly [Cause, (failure: Failure) => boolean];

const saysAny =
  (pattern: RegExp) =>
  ({ words, code }: Failure): boolean =>
    pattern.test(words) || pattern.test(code ?? "");

const at =
  (step: StepName, pattern: RegExp) =>
  (failure: Failure): boolean =>
    failure.step === step && saysAny(pattern)(failure);

/** The first that fits; what fits more than one stands with the more telling one first. */
const rules: readonly Rule[] = [
  ["hostUnknown", ({ step }) => step === "resolve"],
  [
    "portBlocked",
    (failure) => failure.port === 25 && at("connect", /ETIMEDOUT|timeout|ECONNREFUSED|EHOSTUNREACH/i)(failure),
  ],
  ["silent", at("connect", /greeting/i)],
  ["tlsExpected", (failure) => failure.port === 465 && at("connect", /closed|ECONNRESET/i)(failure)],
  ["refused", at("connect", /ECONNREFUSED/)],
  ["noAnswer", at("connect", /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|timeout|no end after/i)],
  ["certificateName", at("secure", /ALTNAME|does not match certificate/i)],
  ["certificateExpired", at("secure", /CERT_HAS_EXPIRED|certificate has expired/i)],
  ["certificateUntrusted", at("secure", /SELF_SIGNED|UNABLE_TO|CERT_UNTRUSTED|self-signed|unable to (?:get|verify)/i)],
  ["tlsUnexpected", at("secure", /WRONG_VERSION|wrong version number|packet length/i)],
  ["startTlsMissing", at("secure", /STARTTLS/i)],
  ["noSecureConnection", ({ step }) => step === "secure"],
  [
    "microsoftPasswordsOff",
    saysAny(/5\.7\.139|5\.7\.30|SmtpClientAuthentication is disabled|basic authentication is disabled/i),
  ],
  ["appPasswordNeeded", at("signIn", /application-specific password|5\.7\.9\b|InvalidSecondFactor/i)],
  ["methodMissing", at("signIn", /does not offer XOAUTH2|Unrecognized authentication type|5\.7\.4\b/i)],
  ["tokenRefused", at("signIn", /token|invalid_client|AADSTS|unauthorized_client|invalid_grant/i)],
  ["keyRefused", at("signIn", /Resend refuses the key|restricted|API key/i)],
  ["noAnswer", at("signIn", /No answer|did not answer/i)],
  ["wrongPassword", at("signIn", /\b53[045]\b|refused the sign-in|authenticat|credential|password/i)],
  ["domainNotVerified", at("send", /domain.*not verified|verify (?:a|your) domain|only send testing emails/i)],
  ["tooMany", at("send", /\b429\b|rate.?limit|too many|throttl|quota/i)],
  ["rightMissing", at("send", /ErrorAccessDenied|Access is denied|Authorization_RequestDenied/i)],
  ["mailboxUnknown", at("send", /ErrorInvalidUser|MailboxNotEnabled|ResourceNotFound|MailboxNotFound/i)],
  ["relayDenied", at("send", /\brelay/i)],
  ["comeBackLater", at("send", /(?:^|\s)4\d\d[ -]|greylist|try again later/i)],
  [
    "senderNotAllowed",
    (failure) =>
      failure.part === "mail" || at("send", /5\.7\.60|SendAsDenied|sender.*(?:reject|not (?:owned|allowed))/i)(failure),
  ],
  ["recipientRefused", ({ part }) => part === "rcpt"],
  ["unanswered", at("send", /did not answer|in doubt|was lost/i)],
  ["folder", at("send", /EACCES|EROFS|ENOSPC|could not be kept/)],
];

/** What most likely is wrong, read from the far end's words. */
export const causeOf = (failure: Failure): Cause => rules.find(([, fits]) => fits(failure))?.[0] ?? "unknown";

/** What to do about a cause, in a sentence or two for the person at the settings. */
export const adviceOf = (cause: Cause, { host, port }: Pick<Failure, "host" | "port">): string =>
  advices[cause](host, port);

const advices: Readonly<Record<Cause, (host: string, port: number) => string>> = {
  hostUnknown: (host) =>
    `The name ${host} is not known. Look for a typing mistake, or mend this machine's name service.`,
  refused: (host, port) =>
    `${host} answers, but nothing listens on port ${port}. Most servers take mail on 587 or 465.`,
  noAnswer: (host, port) => `${host} does not answer on port ${port}. Look whether a firewall is in between.`,
  portBlocked: () => "Port 25 does not answer. Many hosting and internet providers block it; try port 587.",
  silent: (_host, port) =>
    `The server takes the connection and says nothing. ${port === 465 ? "Port 465 expects TLS from the start." : "This may not be a mail server."}`,
  startTlsMissing: () =>
    "The server offers no STARTTLS, and mail is not sent in clear. Try TLS from the start on port 465, or another server.",
  tlsExpected: () => "Port 465 expects TLS from the start: choose that instead of STARTTLS.",
  tlsUnexpected: (_host, port) =>
    `Port ${port} does not speak TLS from the start. Choose STARTTLS for it, or take port 465.`,
  certificateName: (host) =>
    `The server's certificate is for another name than ${host}. Enter the name in the certificate, if it is this server's.`,
  certificateExpired: () => "The server's certificate has expired. Whoever runs the server has to renew it.",
  certificateUntrusted: () =>
    "The server's certificate comes from an authority that this machine does not trust. A private one can be named in NODE_EXTRA_CA_CERTS.",
  noSecureConnection: () =>
    "No secure connection could be made. Look whether port and security belong together: 587 STARTTLS, 465 TLS.",
  wrongPassword: () => "The server does not accept this user name and password. Enter both anew.",
  microsoftPasswordsOff: () =>
    "Microsoft 365 refuses passwords for sending mail here, and is ending them for everybody. Use the Microsoft 365 transport instead; until then an administrator can allow SMTP AUTH for the mailbox.",
  appPasswordNeeded: () =>
    "The provider wants an app password instead of the account's own. Make one in the account's security settings.",
  tokenRefused: () =>
    "The sign-in service or the server refused the application. Check tenant, client id and client secret: secrets of applications expire.",
  methodMissing: () => "The server does not offer this way of signing in. Try another one, or another port.",
  keyRefused: () => "The provider does not know this API key. Make a new one there and enter it here.",
  senderNotAllowed: () =>
    "The server does not let this user send under the sender's address. Take an address that the account owns.",
  domainNotVerified: () =>
    "The domain of the sender's address is not verified at the provider. Verify it there, or take another sender.",
  relayDenied: () => "The server does not pass on mail from us to this domain. It may want a sign-in.",
  recipientRefused: () =>
    "The server does not take mail for this recipient. Try another address; the way to the server is fine.",
  rightMissing: () =>
    "The application may not send as this mailbox. Give it the application permission Mail.Send, with an administrator's consent.",
  mailboxUnknown: () => "There is no mailbox of this name in the tenant, or it has no licence for mail.",
  comeBackLater: () =>
    "The server asks to come back later, which is normal for greylisting. Real mails are tried again by themselves.",
  tooMany: () => "The provider's limit is used up for now. Real mails wait and are sent by themselves.",
  unanswered: () => "The server was given the mail and did not answer. Look whether it came before you try again.",
  folder: () =>
    "Mails cannot be written to the data folder. Let the user that runs the worker write there, and look for space.",
  unknown: () => "The server's own words say best what is wrong.",
};
