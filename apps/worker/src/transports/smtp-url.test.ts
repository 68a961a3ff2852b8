import { expect, test } from "vitest";
import { parseSmtpUrl } from "./smtp-url.ts";

test.each([
  [
    "a server elsewhere has to offer STARTTLS",
    "smtp://mail.example",
    { host: "mail.example", port: 587, secure: "starttls" },
  ],
  ["smtps:// is TLS at once", "smtps://mail.example", { host: "mail.example", port: 465, secure: "tls" }],
  ["localhost may be spoken to in clear", "smtp://localhost:1025", { host: "localhost", port: 1025, secure: "none" }],
  ["all of 127.0.0.0/8 is loopback", "smtp://127.8.9.1", { host: "127.8.9.1", port: 25, secure: "none" }],
  ["::1 is loopback", "smtp://[::1]:2525", { host: "::1", port: 2525, secure: "none" }],
  [
    "a name that only looks like loopback is not",
    "smtp://127.example",
    { host: "127.example", port: 587, secure: "starttls" },
  ],
  ["another address is not loopback", "smtp://10.0.0.1", { host: "10.0.0.1", port: 587, secure: "starttls" }],
  [
    "plain text takes explicit consent",
    "smtp://relay.example?tls=none",
    { host: "relay.example", port: 25, secure: "none" },
  ],
  [
    "STARTTLS can be demanded on loopback",
    "smtp://localhost?tls=starttls",
    { host: "localhost", port: 587, secure: "starttls" },
  ],
  ["upper case is the same", "SMTPS://Mail.Example", { host: "mail.example", port: 465, secure: "tls" }],
  [
    "a host beyond ASCII is written as DNS knows it",
    "smtp://münchen.example",
    { host: "xn--mnchen-3ya.example", port: 587, secure: "starttls" },
  ],
  [
    "a container's name may hold an underscore",
    "smtp://mail_relay:25?tls=none",
    { host: "mail_relay", port: 25, secure: "none" },
  ],
  [
    "user and password are decoded",
    "smtp://soc%40contoso.example:p%2Fa%3As%23s%25@mail.example",
    { host: "mail.example", port: 587, secure: "starttls", user: "soc@contoso.example", pass: "p/a:s#s%" },
  ],
  [
    "an @ in the password may stay as it is",
    "smtp://soc:p@ss@mail.example",
    { host: "mail.example", port: 587, secure: "starttls", user: "soc", pass: "p@ss" },
  ],
  [
    "our own name is part of it",
    "smtp://mail.example/?name=tocsin.contoso.example",
    { host: "mail.example", port: 587, secure: "starttls", name: "tocsin.contoso.example" },
  ],
])("%s", (_guarantee, url, setting) => {
  expect(parseSmtpUrl(url)).toEqual({ ok: true, value: { kind: "smtp", ...setting } });
});

test.each([
  ["another scheme", "https://soc:hunter2@mail.example", "begin with smtp://"],
  ["no host", "smtp://", "host"],
  ["nothing", "", "begin with smtp://"],
  ["a bare # in the password", "smtp://soc:hunter2#x@mail.example", "percent-encoded"],
  ["a bare / in a password that looks like a port", "smtp://soc:12/hunter2@mail.example", "%2F"],
  ["a bare / in the password", "smtp://soc:hunter2/x@mail.example", "percent-encoded"],
  ["a bare ? in a password that looks like a port", "smtp://soc:12?hunter2@mail.example", "setting"],
  ["a bare % in the password", "smtp://soc:hunter2%@mail.example", "%25"],
  ["a line break in the password", "smtp://soc:hunter2%0d%0a@mail.example", "control character"],
  ["a user without a password", "smtp://soc@mail.example", "no password"],
  ["a password without a user", "smtp://:hunter2@mail.example", "no user"],
  ["an unknown setting", "smtp://soc:hunter2@mail.example?requireTLS=false", "setting"],
  ["an unknown kind of TLS", "smtp://soc:hunter2@mail.example?tls=maybe", "tls"],
  ["smtps in clear", "smtps://soc:hunter2@mail.example?tls=none", "smtps://"],
  ["a path", "smtp://soc:hunter2@mail.example/inbox", "port"],
  ["a port beyond 65535", "smtp://soc:hunter2@mail.example:70000", "URL"],
  ["port 0", "smtp://soc:hunter2@mail.example:0", "port"],
  ["a host that is no name", "smtp://soc:hunter2@mail%20.example", "host"],
  ["a name that is no host name", "smtp://soc:hunter2@mail.example?name=a%0d%0aMAIL", "name"],
])("%s is refused in words that name the fault and not the password", (_what, url, words) => {
  const parsed = parseSmtpUrl(url);
  expect(parsed).toEqual({ ok: false, problem: expect.stringContaining(words) });
  expect(JSON.stringify(parsed)).not.toContain("hunter2");
});
