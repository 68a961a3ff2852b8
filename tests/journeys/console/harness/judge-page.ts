import axe from "axe-core";
import type { Page } from "playwright-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

/** What axe finds wrong with a page by WCAG 2.2 AA: rule and element, one a line. */
export const violationsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, { runOnly: { type: "tag", values: [...only] } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any, all, none }) => `${id}: ${html.slice(0, 200)} ${[...any, ...all, ...none][0]?.message}`),
    );
  }, tags);
};

/** The tables of a page that reach out of their frames, so that their last columns are seen only by who scrolls sideways. */
export const tooWideIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll("section:has(> table)")]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map((section) => `${section.getAttribute("aria-label")}: ${section.scrollWidth} on ${section.clientWidth}`),
  );

/** What a page hides by being too wide or by cutting text off. What scrolls by itself, or says that it goes on, does not count. */
export const cutIn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > width) {
      found.push(`the page is ${document.documentElement.scrollWidth} wide on ${width}`);
    }
    /** Whether a person reaches all of it by scrolling, or is meant to hear it only. */
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (["auto", "scroll"].includes(getComputedStyle(element).overflowX) ||
        getComputedStyle(element).clipPath !== "none" ||
        scrolls(element.parentElement));
    for (const element of document.body.querySelectorAll<HTMLElement>("*")) {
      const text = [...element.childNodes].some(
        ({ nodeType, data }: Node & { data?: string }) => nodeType === 3 && data?.trim(),
      );
      const box = element.getBoundingClientRect();
      if (!text || box.width <= 1 || box.height <= 1 || scrolls(element)) continue;
      const style = getComputedStyle(element);
      const cut =
        (style.overflowX === "hidden" || style.overflowX === "clip") &&
        style.textOverflow !== "ellipsis" &&
        element.scrollWidth > element.clientWidth + 1;
      if (box.right > width + 1 || box.left < -1 || cut) found.push(`cut: ${element.outerHTML.slice(0, 200)}`);
    }
    // The choice of a list is cut by the browser, which no box tells: its words are measured.
    const pen = document.createElement("canvas").getContext("2d");
    for (const list of document.body.querySelectorAll("select")) {
      const style = getComputedStyle(list);
      const room = list.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
      const words = list.selectedOptions[0]?.text ?? "";
      if (pen === null) continue;
      pen.font = style.font;
      if (room > 0 && pen.measureText(words).width > room + 1)
        found.push(`cut: ${words} in ${list.outerHTML.slice(0, 100)}`);
    }
    return found;
  });
