import { err, fieldFault, ok, oneLine, type Result, remembered } from "../kernel/index.ts";

/**
 * The one spelling of an address: NFKC, lower case, the domain in punycode. No plus-folding: `a+b@x` and `a@x` are two.
 * Refuses everything but a single plain address: a display name, a list, quotes, comments and controls would each let
 * one field reach another mailbox.
 */
export const normaliseAddress = (text: string): Result<string, string> => {
  const folded = text.normalize("NFKC").trim().toLowerCase();
  const at = folded.lastIndexOf("@");
  const local = folded.slice(0, at);
  const domain = at < 1 ? null : normaliseDomain(folded.slice(at + 1));
  const address = `${local}@${domain}`;
  return domain?.includes(".") && localPattern.test(local) && octetsOf(local) <= 64 && octetsOf(address) <= 254
    ? ok(address)
    : err(fieldFault("addressIncomplete", { text: oneLine(text.slice(0, 100)) }));
};

/** The one spelling of a domain, lower case and in punycode; null for what is none, an IP address among it. */
export const normaliseDomain = (text: string): string | null => {
  const folded = text.normalize("NFKC").toLowerCase();
  if (/[\s/?#@:[\]%\\]/.test(folded)) return null;
  try {
    const { hostname } = new URL(`http://${folded}`);
    return domainPattern.test(hostname) ? hostname : null;
  } catch {
    return null;
  }
};

/** The part behind the `@` of a normalised address. */
export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** The domain of a mailbox as it stands in a `From` header: `Name <address>` or an address; `localhost` where it has none. */
export const domainOfMailbox = remembered((mailbox) => {
  const address = normaliseAddress(/<([^<>]*)>\s*$/.exec(mailbox)?.[1] ?? mailbox);
  return address.ok ? domainOf(address.value) : "localhost";
});

/** Whether a list of domains, with `*` for any and `*.x` for any below x, allows an address. */
export const isAllowedDomain = (address: string, allowed: readonly string[]): boolean => {
  const domain = domainOf(address);
  return allowed.some((pattern) => {
    if (pattern === "*") return true;
    return pattern.startsWith("*.") ? domain.endsWith(pattern.slice(1)) : domain === pattern;
  });
};

// RFC 5321 section 4.1.2 `Dot-string`, with letters and marks beyond ASCII as RFC 6531 allows. Without `%` and `!`: old mail
// servers read them as a route to another domain, past the one that was allowed.
const atom = "[\\p{L}\\p{N}#$&'*+/=?^_`{|}~-][\\p{L}\\p{N}\\p{M}#$&'*+/=?^_`{|}~-]*";
const localPattern = new RegExp(`^${atom}(\\.${atom})*$`, "u");

// The URL parser writes an IP address in four numbers whatever its spelling, so a number at the end betrays one.
const label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const domainPattern = new RegExp(`^(?=.{1,253}$)(${label}\\.)*(?!\\d+$)${label}$`);

/** How long a text is in UTF-8. */
const octetsOf = (text: string): number =>
  [...text].reduce((sum, character) => {
    const point = character.codePointAt(0) ?? 0;
    return sum + (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
  }, 0);
