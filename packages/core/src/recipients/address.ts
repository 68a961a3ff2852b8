import { err, ok, type Result } from "../kernel/index.ts";

/**
 * The one spelling of an address: NFKC, lower case, the domain in punycode. No plus-folding: `a+b@x` and `a@x` are two.
 * Refuses everything but a single plain address: a display name, a list, quotes, comments and controls would each let
 * one field reach another mailbox.
 */
export const normaliseAddress = (text: string): Result<string, string> => {
  const folded = text.normalize("NFKC").trim().toLowerCase();
  const at = folded.lastIndexOf("@");
  const local = folded.slice(0, at);
  const domain = at < 1 ? null : asciiDomain(folded.slice(at + 1));
  if (domain === null || !localPattern.test(local)) return err(`‘${text.slice(0, 100)}’ is not a complete address`);
  return ok(`${local}@${domain}`);
};

/** The part behind the `@` of a normalised address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** Whether a list of domains, with `*` for any and `*.x` for any below x, allows an address. */
export const isAllowedDomain = (address: string, allowed: readonly string[]): boolean => {
  const domain = domainOf(address);
  return allowed.some((pattern) => {
    if (pattern === "*") return true;
    return pattern.startsWith("*.") ? domain.endsWith(pattern.slice(1)) : domain === pattern;
  });
};

// RFC 5321 section 4.1.2 `Dot-string`, at most 64 octets, with letters beyond ASCII as RFC 6531 allows.
const localPattern = /^(?!.{65})[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;

const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const domainPattern = new RegExp(`^(?=.{1,253}$)(${label}\\.)+${label}$`);

const asciiDomain = (domain: string): string | null => {
  if (/[\s/?#@:[\]%\\]/.test(domain)) return null;
  try {
    const { hostname } = new URL(`http://${domain}`);
    return domainPattern.test(hostname) ? hostname : null;
  } catch {
    return null;
  }
};
