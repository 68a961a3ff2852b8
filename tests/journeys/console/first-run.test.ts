import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Product, startProduct } from "../harness/product.ts";
import { hasBrowser, startBrowser } from "./harness/browser.ts";
import { watchPage } from "./harness/watch-page.ts";

describe.skipIf(!hasBrowser())("the first run", () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  test("from the link in the log to the first mail on screen, and no mail leaves the server", async () => {
    const context = await browser.newContext({ baseURL: product.url, locale: "en-GB", reducedMotion: "reduce" });
    const page = await context.newPage();
    const faults: string[] = [];
    await watchPage(page, (fault) => faults.push(fault));

    await page.goto(`/setup#token=${product.setupToken}`);
    await page.getByLabel("Name", { exact: true }).fill("Ada");
    await page.getByLabel("E-mail address").fill("ada@contoso.example");
    await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
    await page.getByLabel("Name of the organization").fill("Contoso");
    await page.getByRole("button", { name: "Set up" }).click();

    await page.getByRole("button", { name: "Go on", exact: true }).click();
    await page.getByRole("heading", { level: 1, name: "Your first mail" }).waitFor();
    await page.getByRole("button", { name: "Add a first source" }).click();
    await page.getByText("This sends it an incident:").waitFor();
    await page.getByRole("button", { name: "Make this rule" }).click();
    await page.getByText("There is one rule.").waitFor();
    await page.getByRole("button", { name: "Play an attack" }).click();

    await page.getByText("Kept on this server").waitFor();
    const mail = page.getByText(/^Subject: \[High\] .*Incident 1: Demo: multi-stage intrusion from a phishing mail$/);
    await mail.waitFor();
    await page.getByText("Phishing link was clicked").waitFor();

    // Left and come back to: every step shows what is there.
    await page.reload();
    await mail.waitFor();
    const done = page.getByText("done", { exact: true });
    await done.nth(4).waitFor();
    expect(await done.count()).toBe(5);

    await page.getByRole("button", { name: "Remove the demo" }).click();
    await page.getByText(/demo incidents? (?:was|were) removed/).waitFor();
    await page.getByText("It appears here once a rule has found an incident.", { exact: false }).waitFor();
    expect(faults).toEqual([]);
  });
});
