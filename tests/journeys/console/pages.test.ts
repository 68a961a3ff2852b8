import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Furnished, furnish } from "./furnish.ts";
import { hasBrowser } from "./harness/browser.ts";
import { cutIn, tooWideIn, violationsOf } from "./harness/judge-page.ts";
import { type Console, openConsole } from "./harness/open-console.ts";
import { type ConsolePage, pages } from "./pages.ts";

const languages = ["en", "nl"] as const;

describe.skipIf(!hasBrowser())("every page of the console", () => {
  let opened: Console;
  let furnished: Furnished;
  const tabs = new Map<string, Page>();

  beforeAll(async () => {
    opened = await openConsole();
    furnished = await furnish(opened.admin);
  });
  afterAll(() => opened?.[Symbol.asyncDispose]());

  /** One tab for each language and each side of the door, since opening one costs more than going on in it. */
  const tabFor = async (language: "en" | "nl", signedIn: boolean): Promise<Page> => {
    const key = `${language} ${signedIn}`;
    const tab = tabs.get(key) ?? (await opened.openPage({ language, signedIn }));
    tabs.set(key, tab);
    return tab;
  };

  const visit = async (page: Page, { path, ready }: ConsolePage): Promise<void> => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(typeof path === "string" ? path : path(furnished));
    await page.getByRole("heading", { level: 1 }).waitFor();
    await ready?.(page);
  };

  const cases = pages.flatMap((page) => languages.map((language) => ({ page, language })));
  test.each(cases)("$page.name ($language) can be used by everybody, on a phone and by night", async (at) => {
    const { page, language } = at;
    const tab = await tabFor(language, page.signedIn ?? true);
    await visit(tab, page);
    expect(await tooWideIn(tab)).toEqual([]);
    expect(await violationsOf(tab)).toEqual([]);
    // By night on a phone, which shows a page in another shape.
    await tab.emulateMedia({ colorScheme: "dark" });
    await tab.setViewportSize({ width: 390, height: 800 });
    expect(await violationsOf(tab)).toEqual([]);
    // A phone, and the desktop at 200 % zoom, which is a window of half the size.
    for (const width of [390, 640]) {
      await tab.setViewportSize({ width, height: 800 });
      expect(await cutIn(tab)).toEqual([]);
    }
  });

  test("what opens over a page can be used by everybody, by night as well: menus, the palette and a question", async () => {
    const tab = await tabFor("en", true);
    const judge = async (): Promise<void> => {
      for (const colorScheme of ["light", "dark"] as const) {
        await tab.emulateMedia({ colorScheme });
        expect(await violationsOf(tab)).toEqual([]);
      }
      await tab.keyboard.press("Escape");
    };
    await tab.goto("/incidents");
    await tab.getByRole("table").waitFor();
    await tab.getByRole("button", { name: "Account" }).press("Enter");
    await tab.getByRole("menuitemradio", { name: "Dark" }).waitFor();
    await judge();
    await tab
      .getByRole("button", { name: /^Actions for incident/ })
      .first()
      .press("Enter");
    await tab.getByRole("menuitem", { name: "Acknowledge" }).waitFor();
    await judge();
    await tab.keyboard.press("ControlOrMeta+K");
    await tab.getByRole("dialog").getByRole("combobox").fill("servers");
    await tab.getByRole("option", { name: /High and critical/ }).waitFor();
    await judge();
    await tab.goto("/users");
    await tab.getByRole("button", { name: "Invite somebody" }).press("Enter");
    await tab.getByRole("dialog").getByLabel("E-mail address").waitFor();
    await judge();
  });

  test("no page broke the content security policy, threw, or lacked a sentence", () => {
    expect(opened.faults).toEqual([]);
  });
});
