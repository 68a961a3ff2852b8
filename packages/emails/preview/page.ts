import type { PreviewedMail } from "./previewed-mail.ts";

interface PageParts {
  readonly mails: readonly PreviewedMail[];
  readonly css: string;
  readonly script: string;
}

/** The page with everything in it: it asks no network for anything, and its policy forbids that to the mails too. */
export const pageOf = ({ mails, css, script }: PageParts): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Mails of Tocsin</title>
<style>${css}</style>
</head>
<body>
<form>
${choiceOf(
  "example",
  "Example",
  unique(mails.map(({ example }) => example)).map((name): Option => [name, spaced(name)]),
)}
<div class="switches">
${choiceOf(
  "language",
  "Language",
  unique(mails.map(({ language }) => language)).map((tag): Option => [tag, languageNames.of(tag) ?? tag]),
)}
${choiceOf("width", "Width", [
  ["390", "390 px"],
  ["800", "800 px"],
])}
${choiceOf("scheme", "Scheme", [
  ["light", "light"],
  ["dark", "dark"],
])}
${choiceOf("view", "View", [
  ["html", "HTML"],
  ["text", "Text"],
  ["headers", "Headers"],
])}
</div>
</form>
<main>
<h1 aria-live="polite"></h1>
<p><span id="size"></span> <a id="html-file">HTML file</a> <a id="text-file">Text file</a></p>
<div id="stage"></div>
</main>
<script type="application/json" id="mails">${JSON.stringify(mails).replaceAll("<", "\\u003c")}</script>
<script>${script.replaceAll("</", "<\\/")}</script>
</body>
</html>
`;

type Option = readonly [value: string, label: string];

const languageNames = new Intl.DisplayNames("en", { type: "language" });

/** `testOfOpened` as `test of opened`. */
const spaced = (name: string): string => name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

/** Radio buttons: the arrow keys go through them, and Tab to the next group. The first one is chosen. */
const choiceOf = (name: string, legend: string, options: readonly Option[]): string =>
  [
    `<fieldset class="${name}"><legend>${legend}</legend>`,
    ...options.map(
      ([value, label], index) =>
        `<label><input type="radio" name="${name}" value="${value}"${index === 0 ? " checked" : ""}>${label}</label>`,
    ),
    "</fieldset>",
  ].join("\n");
