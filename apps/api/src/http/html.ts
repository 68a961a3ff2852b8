import { createHash } from "node:crypto";

/** Markup that may stand in a page as it is. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | number | null | readonly Html[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Markup with texts in it, which stay texts whatever they say; null is nothing. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  markup: strings
    .map((string, index) => string + (index < parts.length ? markupOf(parts[index] ?? null) : ""))
    .join(""),
});

const markupOf = (part: Part): string => {
  if (part === null) return "";
  if (typeof part !== "object") return String(part).replace(/[&<>"']/g, (character) => entities[character] ?? "");
  return "markup" in part ? part.markup : part.map(({ markup }) => markup).join("");
};

/** A page of its own: no script, no picture, nothing from elsewhere, one style sheet, and forms that lead back here. */
export const pageHeaders = (style: string): Readonly<Record<string, string>> => ({
  "Content-Security-Policy": [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex, nofollow",
});
