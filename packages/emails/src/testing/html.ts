const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+="[^"<>]*")*)\s*\/?>/g;

/** What a browser would build from markup, without its words: tags in order, each with the names of its attributes. */
export const skeletonOf = (html: string): readonly string[] =>
  [...html.matchAll(tag)].map(([, slash = "", name = "", attributes = ""]) =>
    [`${slash}${name}`, ...[...attributes.matchAll(/([a-zA-Z-]+)="/g)].map(([, attribute]) => attribute)].join(" "),
  );

/** What is left of markup when its tags are taken away; a stray `<` or `>` in it is one that somebody smuggled in. */
export const withoutTags = (html: string): string => html.replace(/^<!DOCTYPE html>/, "").replace(tag, "\n");

/** The words that a reader sees, one line per element, entities resolved; the hidden preheader included. */
export const wordsOf = (html: string): readonly string[] =>
  withoutTags(html.slice(html.indexOf("<body")))
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&#(\d+);/g, (_reference, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, "&")
    .replace(/\u00a0|\u200b|\u200c|\u200d|\u034f|\ufeff/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** Every address that a click would lead to. */
export const hrefsOf = (html: string): readonly string[] =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href.replace(/&amp;/g, "&"));
