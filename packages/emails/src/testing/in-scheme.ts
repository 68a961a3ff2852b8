export type SchemeName = "light" | "dark";

/** A mail as somebody sees it whose device is set to one scheme, whatever that of the device at hand is. */
export const inScheme = (html: string, scheme: SchemeName): string =>
  html
    .replaceAll("@media (prefers-color-scheme:dark)", scheme === "dark" ? "@media all" : "@media not all")
    .replaceAll(":root{color-scheme:light dark", `:root{color-scheme:${scheme}`)
    .replaceAll('content="light dark"', `content="${scheme}"`);
