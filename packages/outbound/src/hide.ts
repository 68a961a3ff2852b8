const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** Takes secrets, plain, in base64 or percent-encoded, out of foreign words: some servers repeat what they were sent. */
export const hiding = (...secrets: readonly (string | undefined)[]): ((text: string) => string) => {
  const forms = secrets
    // Two NULs are what PLAIN makes of nobody.
    .filter((secret): secret is string => secret !== undefined && secret.replaceAll("\0", "") !== "")
    .flatMap((secret) => [base64(secret), encodeURIComponent(secret), secret])
    // The longest first: what is left of it would else be found by none.
    .sort((one, other) => other.length - one.length);
  return (text) => forms.reduce((clean, form) => clean.replaceAll(form, "***"), text);
};
