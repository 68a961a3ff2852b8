import type { Severity } from "@tocsin/core/kernel";
import type { CSSProperties } from "react";

/** Inline styles, with the properties that only Outlook's Word engine knows. */
export interface Style extends CSSProperties {
  readonly msoLineHeightRule?: "exactly";
  readonly msoPaddingAlt?: string;
  readonly msoHide?: "all";
}

export const font = "-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif";

/** Colours of one scheme. Text on its ground has a contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3); a test measures it. */
export interface Scheme {
  readonly page: string;
  readonly card: string;
  readonly box: string;
  readonly line: string;
  readonly text: string;
  readonly muted: string;
  readonly link: string;
  readonly button: string;
  readonly onButton: string;
  /** The severity word in a list, on `card`. */
  readonly severity: Readonly<Record<Severity, string>>;
}

export const light: Scheme = {
  page: "#f3f5f7",
  card: "#ffffff",
  box: "#eef4fb",
  line: "#d5dbe1",
  text: "#16202a",
  muted: "#4d5966",
  link: "#0f5ba7",
  button: "#0f5ba7",
  onButton: "#ffffff",
  severity: {
    critical: "#6e0b14",
    high: "#8f1d14",
    medium: "#7a3b00",
    low: "#665200",
    informational: "#3f4a54",
    unknown: "#3f4a54",
  },
};

export const dark: Scheme = {
  page: "#0f1419",
  card: "#182029",
  box: "#1f2c3a",
  line: "#33404d",
  text: "#e6eaee",
  muted: "#a9b4bf",
  link: "#7ab7ff",
  button: "#7ab7ff",
  onButton: "#0b1a2b",
  severity: {
    critical: "#ff9a94",
    high: "#ffb4ab",
    medium: "#ffc48a",
    low: "#f2dc78",
    informational: "#cfd6dd",
    unknown: "#cfd6dd",
  },
};

/** The block at the top of a mail: white on these in both schemes. */
export const severityFill: Readonly<Record<Severity, string>> = {
  critical: "#6e0b14",
  high: "#a4262c",
  medium: "#8a4b00",
  low: "#5c5200",
  informational: "#4a5560",
  unknown: "#5a5a5a",
};

/** Stands beside every severity word, so that neither colour nor language is needed to rank it. */
export const severityShape: Readonly<Record<Severity, string>> = {
  critical: "▲▲▲▲",
  high: "▲▲▲",
  medium: "▲▲",
  low: "▲",
  informational: "i",
  unknown: "?",
};

/** A size of text in px. Outlook's Word engine keeps a line height only where its own rule stands before it. */
export const sized = (fontSize: number, lineHeight: number): Style => ({
  fontSize: `${fontSize}px`,
  msoLineHeightRule: "exactly",
  lineHeight: `${lineHeight}px`,
});

export const words: Style = { ...sized(15, 22), color: light.text };
export const text: Style = { margin: 0, ...words };
export const small: Style = { margin: 0, ...sized(13, 19), color: light.muted };
export const link: Style = { color: light.link, textDecoration: "underline" };

/** The attribute that Outlook's Word engine reads where it ignores `background-color`. */
export const bgcolor = (color: string): object => ({ bgcolor: color });

const darkRules: readonly (readonly [
  selector: string,
  property: "color" | "background-color" | "border-color",
  value: string,
])[] = [
  [".page", "background-color", dark.page],
  [".card", "background-color", dark.card],
  [".box", "background-color", dark.box],
  [".button", "background-color", dark.button],
  [".text", "color", dark.text],
  [".muted", "color", dark.muted],
  [".link", "color", dark.link],
  [".on-button", "color", dark.onButton],
  [".line", "border-color", dark.line],
  [".box", "border-color", dark.link],
  ...Object.entries(dark.severity).map(([severity, color]) => [`.is-${severity}`, "color", color] as const),
];

const darkCss = (prefix: (property: string) => string): string =>
  darkRules
    .map(([selector, property, value]) => `${prefix(property)}${selector}{${property}:${value}!important}`)
    .join("\n");

/**
 * Our own constant style sheets, one per `style` element because Gmail drops a whole element for one rule that it does
 * not know. They hold no quote, `<`, `>` or `&`, so that React writes them unchanged as text, and no line of a mail's 998 characters.
 */
export const styleSheets: readonly string[] = [
  [
    ":root{color-scheme:light dark;supported-color-schemes:light dark}",
    `body,table,td,p,h1,h2,li,a{font-family:${font}}`,
    "@media only screen and (max-width:480px){",
    ".stack{display:block!important;width:100%!important;box-sizing:border-box!important}",
    ".label{padding-bottom:0!important}",
    ".value{border-top:0!important;padding-top:0!important}",
    ".wide{width:100%!important}",
    ".on-button{display:block!important}",
    ".edge{padding-left:16px!important;padding-right:16px!important}",
    "}",
  ].join("\n"),
  `@media (prefers-color-scheme:dark){${darkCss(() => "")}}`,
  darkCss((property) => (property === "color" ? "[data-ogsc] " : "[data-ogsb] ")),
];
