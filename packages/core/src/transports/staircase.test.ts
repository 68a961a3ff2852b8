import { expect, test } from "vitest";
import { adviceOf, type Cause, causeOf, causes, type Failure } from "./staircase.ts";

const failure = (step: Failure["step"], words: string, more: Partial<Failure> = {}): Failure => ({
  step,
  words,
  code: null,
  host: "mail.contoso.example",
  port: 587,
  ...more,
});

const rows: readonly (readonly [Cause, Failure])[] = [
  ["hostUnknown", failure("resolve", "getaddrinfo ENOTFOUND mail.contoso.example", { code: "ENOTFOUND" })],
  ["refused", failure("connect", "connect ECONNREFUSED 192.0.2.1:587", { code: "ECONNREFUSED" })],
  ["noAnswer", failure("connect", "no answer after 10 s", { code: "ETIMEDOUT" })],
  ["portBlocked", failure("connect", "no answer after 10 s", { code: "ETIMEDOUT", port: 25 })],
  ["silent", failure("connect", "Greeting never received", { code: "ETIMEDOUT" })],
  ["startTlsMissing", failure("secure", "The server offers no usable STARTTLS, and mail is not sent in clear")],
  [
    "certificateName",
    failure("secure", "Host: mail.x. is not in the cert's altnames", { code: "ERR_TLS_CERT_ALTNAME_INVALID" }),
  ],
  ["certificateUntrusted", failure("secure", "self-signed certificate", { code: "DEPTH_ZERO_SELF_SIGNED_CERT" })],
  ["certificateExpired", failure("secure", "certificate has expired", { code: "CERT_HAS_EXPIRED" })],
  ["tlsUnexpected", failure("secure", "ssl3_get_record:wrong version number", { code: "ESOCKET" })],
  [
    "wrongPassword",
    failure("signIn", "The server refused the sign-in: 535 5.7.8 Error: authentication failed", { code: "535" }),
  ],
  [
    "microsoftPasswordsOff",
    failure("signIn", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant", {
      code: "535",
    }),
  ],
  [
    "microsoftPasswordsOff",
    failure("send", "550 5.7.30 Basic authentication is not supported for Client Submission", { code: "550" }),
  ],
  ["appPasswordNeeded", failure("signIn", "534-5.7.9 Application-specific password required", { code: "534" })],
  ["methodMissing", failure("signIn", "The server does not offer XOAUTH2")],
  [
    "tokenRefused",
    failure("signIn", "The sign-in service refused us: invalid_client AADSTS7000215", { code: "invalid_client" }),
  ],
  ["keyRefused", failure("signIn", "Resend refuses the key (401)", { code: "401" })],
  [
    "senderNotAllowed",
    failure("send", "The server refused the sender: 553 5.7.1 not owned by user", { part: "mail", code: "553" }),
  ],
  [
    "relayDenied",
    failure("send", "The server refused the recipient: 554 5.7.1 Relay access denied", { part: "rcpt", code: "554" }),
  ],
  [
    "recipientRefused",
    failure("send", "The server refused the recipient: 550 5.1.1 no such user", { part: "rcpt", code: "550" }),
  ],
  [
    "comeBackLater",
    failure("send", "The server refused the recipient: 451 4.7.1 greylisted", { part: "rcpt", code: "451" }),
  ],
  ["domainNotVerified", failure("send", "403 The contoso.example domain is not verified", { code: "403" })],
  ["tooMany", failure("send", "429 rate_limit_exceeded", { code: "429" })],
  ["rightMissing", failure("send", "403 ErrorAccessDenied Access is denied", { code: "ErrorAccessDenied" })],
  ["unknown", failure("send", "554 no")],
];

test.each(rows)("%s is read from the far end's words", (cause, found) => {
  expect(causeOf(found)).toBe(cause);
});

test("for every cause there is something to do, and the server and port are named where they matter", () => {
  for (const cause of causes) expect(adviceOf(cause, { host: "mail.x", port: 587 })).toMatch(/\w.*\.$/);
  expect(adviceOf("refused", { host: "mail.x", port: 2525 })).toContain(
    "mail.x answers, but nothing listens on port 2525",
  );
});
