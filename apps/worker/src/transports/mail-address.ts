import { domainToASCII } from "node:url";
import { err, ok, type Result, remembered } from "@tocsin/core/kernel";

/** One address as it may stand in an envelope: NFKC, the domain in lower-case ASCII (RFC 5890). */
export interface MailAddress {
  readonly address: string;
  /** The part before the @ needs SMTPUTF8 (RFC 6531), because ASCII has no spelling for it. */
  readonly international: boolean;
}

/** An address with the name that a reader shows beside it; the name is empty where none was given. */
export interface Mailbox extends MailAddress {
  readonly name: string;
}

// atext of RFC 5322 and letters of RFC 6531, without the `%` and `!` by which old relays route to another domain.
const localPart = /^[\p{L}\p{M}\p{N}#$&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}#$&'*+/=?^_`{|}~-]+)*$/u;
const domainText = /^[\p{L}\p{M}\p{N}.-]+$/u;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the range of ASCII is meant
const ascii = /^[\u0000-\u007f]*$/;

const localPartMax = 64;
const addressMax = 254;

// A number as the last label would be read as an IPv4 address by what resolves it.
const isHostname = (domain: string): boolean => {
  const labels = domain.split(".");
  return labels.every((part) => label.test(part)) && !/^\d+$/.test(labels.at(-1) ?? "");
};

/**
 * Reads exactly one addr-spec and nothing beside it. Normalises before it judges, so that a look-alike of `@` or of a
 * comma has no second meaning later. Quoted local parts, comments, routes, literals and lists are refused
 * with the reason: each of them has carried mail past an allow-list in some mailer.
 */
export const parseAddress = remembered((text: string): Result<MailAddress, string> => {
  const normal = text.normalize("NFKC");
  if (control.test(text) || control.test(normal)) return err("the address holds a control character");
  const at = normal.indexOf("@");
  if (at < 0) return err("the address has no @");
  const local = normal.slice(0, at);
  const domain = normal.slice(at + 1);
  if (!localPart.test(local)) return err("the part before the @ is not a plain one");
  if (Buffer.byteLength(local) > localPartMax) return err(`the part before the @ is longer than ${localPartMax} bytes`);
  const host = domainText.test(domain) ? domainToASCII(domain) : "";
  if (!isHostname(host)) return err("the part after the @ is not a domain");
  const address = `${local}@${host}`;
  if (Buffer.byteLength(address) > addressMax) return err(`the address is longer than ${addressMax} bytes`);
  return ok({ address, international: !ascii.test(local) });
});

const unquoted = (name: string): string =>
  /^".*"$/s.test(name) ? name.slice(1, -1).replace(/\\(.)/gs, "$1").trim() : name;

/** Reads `Name <address>`, `"Name, with comma" <address>` or an address alone, as `MAIL_FROM` gives them. */
export const parseMailbox = remembered((text: string): Result<Mailbox, string> => {
  const trimmed = text.trim();
  const [, name = "", inBrackets] = /^([^<>]*)<([^<>]*)>$/s.exec(trimmed) ?? [];
  if (control.test(name)) return err("the name beside the address holds a control character");
  const parsed = parseAddress(inBrackets ?? trimmed);
  return parsed.ok ? ok({ ...parsed.value, name: unquoted(name.trim()) }) : parsed;
});
