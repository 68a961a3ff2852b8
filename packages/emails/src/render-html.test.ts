import fc from "fast-check";
import { createElement, Fragment, forwardRef, type ReactElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { asciiOf } from "./escaped.ts";
import { languageOf } from "./languages/index.ts";
import { patterned } from "./pattern.ts";
import { renderHtml } from "./render-html.ts";
import { contentOf } from "./templates/incident/content.ts";
import { examples, readIn } from "./templates/incident/examples.ts";
import { IncidentTemplate } from "./templates/incident/template.tsx";
import { hostileTexts } from "./testing/hostile.ts";

const bodyOf = (html: string): string => html.slice(html.indexOf("<body"));

/** What React writes, in ASCII and with a line for each style. In text a quote is an entity, so this is in tags alone. */
const byReact = (element: ReactElement): string =>
  asciiOf(renderToStaticMarkup(element)).replaceAll(' style="', '\nstyle="');

const languages = ["en", "nl"];

test.each(Object.entries(examples).flatMap(([name, message]) => languages.map((tag) => ({ name, tag, message }))))(
  "the body of $name in $tag is what React writes, in ASCII",
  ({ message, tag }) => {
    const content = contentOf(readIn(message, tag), languageOf(tag), { alerts: 10, rules: 10 });
    const element = createElement(IncidentTemplate, { content });
    expect(bodyOf(renderHtml(element))).toBe(bodyOf(byReact(element)));
  },
);

// Halves of a pair in two texts, side by side, are two characters here and one to React.
const hostileText = fc.constantFrom(...hostileTexts(500).map((text) => text.toWellFormed()));
const styles = [
  { color: "#16202a", margin: 0 },
  { fontFamily: "Segoe UI", lineHeight: "20px" },
];
const Shouted = ({ text }: { readonly text: string }) => createElement("b", null, text, 0, false);
const Framed = forwardRef<HTMLTableElement, { readonly children?: ReactNode }>(({ children }, ref) =>
  createElement("p", { ref: ref as never, className: "framed" }, children),
);

interface LabelProps {
  readonly tone: "calm" | "grave";
  readonly label: string;
  readonly note: string | null;
  readonly count: number;
  readonly children?: ReactNode;
}
const Label = patterned(
  ({ tone, label, note, count, children }: LabelProps) =>
    createElement(
      "p",
      { className: tone, "aria-label": label },
      `${tone === "grave" ? "!" : ""}${label} `,
      note !== null && note !== "" && createElement("i", { style: styles[0] }, note),
      count > 0 && count,
      children,
    ),
  "tone",
);

/** Trees of everything that templates are made of, with texts that try to break out of it. */
const { tree } = fc.letrec<{ tree: ReactNode }>((tie) => {
  const children = fc.array(tie("tree"), { maxLength: 3 });
  const host = fc
    .record({
      type: fc.constantFrom("p", "span", "td", "li"),
      className: fc.option(fc.constantFrom("muted", "line"), { nil: undefined }),
      style: fc.option(fc.constantFrom(...styles), { nil: undefined }),
      "aria-label": fc.option(hostileText, { nil: undefined }),
      children,
    })
    .map(({ type, children: inside, ...props }) => createElement(type, props, ...inside));
  return {
    tree: fc.oneof(
      { maxDepth: 5 },
      hostileText,
      fc.constantFrom<ReactNode>(null, undefined, true, false, "", 0, -1.5),
      host,
      fc.constant(createElement("hr", { className: "line", style: styles[0] })),
      hostileText.map((text) => createElement(Shouted, { text })),
      fc
        .record({
          tone: fc.constantFrom("calm" as const, "grave" as const),
          label: hostileText,
          note: fc.option(fc.oneof(hostileText, fc.constant(""))),
          count: fc.constantFrom(0, 7),
          children: tie("tree"),
        })
        .map((props) => createElement(Label, props)),
      children.map((inside) => createElement(Framed, null, ...inside)),
      children.map((inside) => createElement(Fragment, null, ...inside)),
    ),
  };
});

test("whatever a mail is made of comes out as React writes it", () => {
  fc.assert(
    fc.property(tree, (node) => {
      const element: ReactElement = createElement("div", null, node);
      expect(renderHtml(element)).toBe(`<!DOCTYPE html>${byReact(element)}`);
    }),
    { numRuns: 2_000 },
  );
});

test("characters that are not ASCII are references that a browser reads back, halves of a pair the replacement character", () => {
  expect(renderHtml(createElement("p", null, "é 🚨 \u200c\ud800"))).toBe(
    "<!DOCTYPE html><p>&#233; &#128680; &#8204;&#65533;</p>",
  );
});

test("what is no part of a mail is refused by name", () => {
  const element = createElement("p", null, { toString: () => "<script>" } as never);
  expect(() => renderHtml(element)).toThrow("only be made of elements");
});
