/** What a mail may do in its frame: show its own styles and the pictures that it brings along. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'";

/**
 * A mail as the document of a sandboxed frame, under a policy of its own. It stands before everything else: what comes after
 * it, in whatever shape, is already under it. Links open nothing, since a sandbox without rights lets nothing open.
 */
export const framed = (html: string): string =>
  `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="no-referrer">${html.replace(/^\s*<!doctype[^>]*>/i, "")}`;
