/**
 * JSON with the keys of every object in code-unit order, so that equal content has equal text
 * (the order rule of RFC 8785; numbers as JavaScript prints them). Depth is the caller's to bound.
 */
export const canonical = (value: unknown): string => {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
};

/** A collision-resistant digest of a text as lower-case hex, at least 128 bits; the edges bring SHA-256. */
export type Digest = (text: string) => string;
