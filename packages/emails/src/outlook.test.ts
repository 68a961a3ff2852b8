import { expect, test } from "vitest";
import { exampleDate, exampleSender, examples } from "./examples.ts";
import { renderMail } from "./index.ts";

const mails = examples.map(({ name, language, message }) => ({
  name: `${name} in ${language}`,
  html: renderMail(message, exampleSender, exampleDate).html,
}));

/** The mails in which something is found, with what it is. */
const among = (find: (html: string) => readonly string[]): readonly string[] =>
  mails.flatMap(({ name, html }) => find(html).map((found) => `${name}: ${found}`));

const tagsOf = (html: string, name: string): readonly string[] =>
  html.match(new RegExp(`<${name}\\b[^>]*>`, "g")) ?? [];

/** Tags and style sheets, without the words between them. */
const markupOf = (html: string): string => html.replace(/>[^<]*(?=<)/g, (words) => (words.includes("{") ? words : ">"));

// What the Word engine of classic Outlook cannot draw, or draws so that something below it is lost.
test.each([
  ["background images", /background(-image)?:[^;"]*url\(|\bbackground="/gi],
  ["gradients", /gradient\(/gi],
  ["rounded corners", /border-radius/gi],
  ["shadows", /(box|text)-shadow/gi],
  ["flexible boxes and grids", /display:\s*(inline-)?(flex|grid)/gi],
  ["positions and floats", /[;"{ ](position|float):/gi],
  ["images", /<(img|svg|picture|video)\b|<v:/gi],
  ["buttons and forms", /<(button|form|input|select)\b/gi],
  ["measures that it does not know", /calc\(|\d(rem|vw|vh)\b|var\(--/gi],
])("no mail has %s", (_what, pattern) => {
  expect(among((html) => markupOf(html).match(pattern) ?? [])).toEqual([]);
});

test("every line height has Outlook's own rule before it, without which it is only a wish", () => {
  const styles = (html: string) => markupOf(html).match(/style="[^"]*line-height:[^"]*"/g) ?? [];
  expect(
    among((html) => styles(html).filter((css) => !css.includes("mso-line-height-rule:exactly;line-height:"))),
  ).toEqual([]);
  expect(mails.filter(({ html }) => styles(html).length === 0)).toEqual([]);
});

test("tables are for layout alone and have no gaps", () => {
  const good = /role="presentation".*border="0" cellpadding="0" cellspacing="0"/i;
  expect(among((html) => tagsOf(html, "table").filter((tag) => !good.test(tag)))).toEqual([]);
});

test("every width of a table or cell is an attribute too, and so is the column of 600 px", () => {
  const sized = (html: string) =>
    [...tagsOf(html, "table"), ...tagsOf(html, "td")].filter((tag) => /[";]width:/.test(tag));
  expect(among((html) => sized(html).filter((tag) => !/ width="\d+%?"/.test(tag)))).toEqual([]);
  expect(mails.filter(({ html }) => !html.includes('align="center" width="600"'))).toEqual([]);
});

test("every ground of a cell is an attribute too", () => {
  const grounds = (html: string) => tagsOf(html, "td").filter((tag) => tag.includes("background-color:"));
  expect(among((html) => grounds(html).filter((tag) => !/ bgcolor="#[0-9a-f]{6}"/.test(tag)))).toEqual([]);
});

test("every link but the one button is underlined", () => {
  const links = (html: string) => tagsOf(html, "a").filter((tag) => !tag.includes('class="on-button"'));
  expect(among((html) => links(html).filter((tag) => !tag.includes("text-decoration:underline")))).toEqual([]);
  expect(mails.filter(({ html }) => tagsOf(html, "a").length - links(html).length > 1)).toEqual([]);
});

test("no mail weighs more than 80 KB", () => {
  expect(mails.filter(({ html }) => Buffer.byteLength(html) > 80_000)).toEqual([]);
});
