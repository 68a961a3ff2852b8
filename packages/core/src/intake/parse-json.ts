import { boundsProblem } from "../incidents/index.ts";
import { err, ok, type Result } from "../kernel/index.ts";

/**
 * Parses what a source sent. Integers beyond 2^53 come as the text that the sender wrote, because as numbers two ids
 * of different incidents could become the same one.
 */
export const parseJson = (sent: string): Result<unknown, string> => {
  // A byte order mark is no JSON (RFC 8259 section 8.1), but some senders put one there.
  const text = sent.startsWith("\ufeff") ? sent.slice(1) : sent;
  try {
    const value: unknown = JSON.parse(text);
    // The second look costs time and recurses, so only what has such a number, and is within bounds, gets one.
    return ok(longInteger.test(text) && boundsProblem(value) === null ? JSON.parse(text, asSent) : value);
  } catch (error) {
    return err(`is not JSON: ${error instanceof Error ? error.message : "cannot be read"}`.slice(0, 300));
  }
};

const longInteger = /(?:^|[\s:[,])-?\d{16,}(?![\d.eE"])/;

const asSent = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
  const source = context?.source ?? "";
  return typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source) ? source : value;
};
