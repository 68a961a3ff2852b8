/** An address that may stand in an `href`, with the host that the reader is shown beside it (punycode for IDN). */
export interface SafeUrl {
  readonly href: string;
  readonly host: string;
}

const longest = 2_048;

/** Accepts http and https without credentials; everything else (`javascript:`, `data:`, `https://a@b`) is null. */
export const safeUrl = (text: string | null): SafeUrl | null => {
  if (text === null || text.length > longest) return null;
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  if (url.username !== "" || url.password !== "" || url.href.length > longest) return null;
  return { href: url.href, host: url.host };
};

/** The host of an address of ours in ASCII, fit for a header; `localhost` where the text holds none. */
export const asciiHost = (text: string): string => {
  const host = URL.parse(text)?.hostname.replace(/[^a-z0-9.-]/gi, "") ?? "";
  return host === "" ? "localhost" : host;
};
