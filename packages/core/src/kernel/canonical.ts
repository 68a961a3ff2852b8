/**
 * JSON with the keys of every object in code-unit order, so that equal content has equal text
 * (the order rule of RFC 8785; numbers as JavaScript prints them). Depth is the caller's to bound.
 */
export const canonical = (value: unknown): string => {
  if (typeof value === "string") return quoted(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  let members = "";
  // Without a comparison of one's own, texts are sorted by their code units.
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member === undefined) continue;
    members += `${members === "" ? "" : ","}${quoted(key)}:${canonical(member)}`;
  }
  return `{${members}}`;
};

/** What JSON writes as it stands, as most text is: printable ASCII without quotes and backslashes. Seeing that is quicker. */
const plain = /^[ !#-[\]-~]*$/;

const quoted = (text: string): string => (plain.test(text) ? `"${text}"` : JSON.stringify(text));

/** A collision-resistant digest of a text as lower-case hex, at least 128 bits; the edges bring SHA-256. */
export type Digest = (text: string) => string;
