/**
 * JSON with the keys of every object in code-unit order, so that equal content has equal text
 * (the order rule of RFC 8785; numbers as JavaScript prints them). Depth is the caller's to bound.
 */
export const canonical = (value: unknown): string => {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  let members = "";
  // Without a comparison of one's own, texts are sorted by their code units.
  for (const key of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (member === undefined) continue;
    members += `${members === "" ? "" : ","}${JSON.stringify(key)}:${canonical(member)}`;
  }
  return `{${members}}`;
};

/** A collision-resistant digest of a text as lower-case hex, at least 128 bits; the edges bring SHA-256. */
export type Digest = (text: string) => string;
