import { isIP, isIPv4, isIPv6 } from "node:net";
import { domainToASCII } from "node:url";
import { err, ok, type Result } from "@tocsin/core/kernel";
import type { TokenSetting } from "@tocsin/outbound";

/** How a connection is secured: TLS at once, TLS demanded by STARTTLS before anything else, or never. */
export type SmtpSecurity = "tls" | "starttls" | "none";

/** A mail server and how to speak to it. */
export interface SmtpSetting {
  readonly kind: "smtp";
  readonly host: string;
  readonly port: number;
  readonly secure: SmtpSecurity;
  readonly user?: string;
  readonly pass?: string;
  /** Signs in by a token from there (`AUTH XOAUTH2`) instead of by the password. */
  readonly oauth?: TokenSetting;
  /** Connections open at once; 5 unless told. */
  readonly maxConnections?: number;
  /** After an attempt in doubt: send again with the same Message-ID, or wait for a person. "resend" unless told. */
  readonly afterDoubt?: "resend" | "hold";
  /** What we call ourselves in EHLO; the machine's name unless told. */
  readonly name?: string;
  /** A certificate authority (PEM) that is trusted instead of the public ones. Verification is never off. */
  readonly tls?: { readonly ca?: string };
  readonly timeouts?: Partial<SmtpTimeouts>;
}

/** All in milliseconds. */
export interface SmtpTimeouts {
  /** From the DNS look-up to an open socket. */
  readonly connectMs: number;
  /** Until the server greets. */
  readonly greetingMs: number;
  /** Silence of the server; RFC 5321 section 4.5.3.2.6 asks for 10 minutes after the final dot. */
  readonly socketMs: number;
  /** Opening a connection, and each send, as a whole: a server that drips its answers cannot hold them for ever. */
  readonly sendMs: number;
}

/** Host and port as the log and the timeline show them. */
export const smtpDestination = ({ host, port }: Pick<SmtpSetting, "host" | "port">): string =>
  `${isIPv6(host) ? `[${host}]` : host}:${port}`;

const defaultPorts: Record<SmtpSecurity, number> = { tls: 465, starttls: 587, none: 25 };
const hostname = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?$/;
const control = /\p{Cc}/u;
const queryNames = new Set(["tls", "name"]);

/** Whether mail to this host cannot leave the machine: localhost, 127.0.0.0/8, ::1. */
export const isLoopback = (host: string): boolean =>
  host.toLowerCase() === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

const hostOf = (url: URL): string | null => {
  const text = decoded(url.hostname) ?? "";
  const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
  if (isIP(bare)) return bare;
  const host = domainToASCII(text);
  return hostname.test(host) ? host : null;
};

type Security = Result<SmtpSecurity, string>;

const securityOf = (url: URL, host: string): Security => {
  const asked = url.searchParams.get("tls");
  if (asked !== null && asked !== "none" && asked !== "starttls") return err('tls is "none" or "starttls"');
  if (url.protocol === "smtps:") {
    return asked === null ? ok("tls") : err("smtps:// is TLS from the start; use smtp:// with the tls setting");
  }
  if (asked !== null) return ok(asked);
  return ok(isLoopback(host) ? "none" : "starttls");
};

type Credentials = Pick<SmtpSetting, "user" | "pass">;

const credentialsOf = (url: URL, byToken: boolean): Result<Credentials, string> => {
  if (byToken && url.username === "") return err("there is no user to sign in as");
  if (byToken && url.password !== "") return err("there is a password beside the token; write the user alone");
  if (url.username === "" && url.password === "") return ok({});
  const user = decoded(url.username);
  const pass = decoded(url.password);
  if (user === null || pass === null) return err("a % in user or password has to be written as %25");
  if (user === "") return err("there is a password but no user");
  if (pass === "" && !byToken) return err("there is a user but no password");
  if (control.test(user + pass)) return err("user or password holds a control character");
  return ok(byToken ? { user } : { user, pass });
};

const nameOf = (url: URL): Result<Pick<SmtpSetting, "name">, string> => {
  const name = url.searchParams.get("name");
  if (name === null) return ok({});
  return hostname.test(name.toLowerCase()) ? ok({ name }) : err("name is not a host name");
};

// A password with a bare / ? or # ends the host early, and what follows would be a setting that nobody wrote.
const strayPart = (url: URL): string | null => {
  const stray = (url.pathname !== "" && url.pathname !== "/") || url.hash !== "";
  if (stray) return "something follows the port; write / ? # and @ in user or password as %2F %3F %23 %40";
  const unknown = [...url.searchParams.keys()].some((name) => !queryNames.has(name));
  return unknown ? "it holds a setting other than tls and name" : null;
};

/**
 * Reads `smtp://user:pass@host:port`, which demands STARTTLS unless the host is loopback, or `smtps://…`, which is TLS
 * at once (RFC 8314). `?tls=none` consents to plain text. Port 587, 465 or (without TLS) 25 where none is given.
 * Who signs in by a token writes the user alone. The problem names the fault and never quotes the text, which may hold a
 * password.
 */
export const parseSmtpUrl = (text: string, byToken = false): Result<SmtpSetting, string> => {
  const problem = (what: string) => err(`The SMTP URL cannot be used: ${what}.`);
  if (!/^smtps?:\/\//i.test(text.trim())) return problem("it does not begin with smtp:// or smtps://");
  const url = URL.parse(text);
  if (url === null) return problem("it is not a URL; write / ? # @ and % in user or password percent-encoded");
  const stray = strayPart(url);
  if (stray !== null) return problem(stray);
  const host = hostOf(url);
  if (host === null) return problem("the host is neither a name nor an address");
  const secure = securityOf(url, host);
  if (!secure.ok) return problem(secure.problem);
  const credentials = credentialsOf(url, byToken);
  if (!credentials.ok) return problem(credentials.problem);
  const name = nameOf(url);
  if (!name.ok) return problem(name.problem);
  const port = url.port === "" ? defaultPorts[secure.value] : Number(url.port);
  if (port === 0) return problem("the port is 0");
  return ok({ kind: "smtp", host, port, secure: secure.value, ...credentials.value, ...name.value });
};
