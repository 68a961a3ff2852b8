import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser } from "./harness/browser.ts";
import { type Console, openConsole } from "./harness/open-console.ts";

describe.skipIf(!hasBrowser())("silences in the console", () => {
  let opened: Console;

  beforeAll(async () => {
    opened = await openConsole();
  });
  afterAll(() => opened?.[Symbol.asyncDispose]());

  test("one is drafted with what it would have held, holds, shows what it held, and is ended", async () => {
    const { admin } = opened;
    const source = await admin.makeSource("generic");
    await admin.makeRule("Everything", ["soc@contoso.example"], { severities: ["low", "medium", "high", "critical"] });
    const incident = (externalId: string, severity: string) => ({ externalId, title: `Scan ${externalId}`, severity });
    await source.ingest(incident("before", "medium"));

    const page = await opened.openPage();
    await page.goto("/silences");
    await page.getByText("Nothing is silenced").waitFor();
    await page.getByRole("link", { name: "New silence" }).click();
    await page.getByRole("button", { name: "Start the silence" }).click();
    await page.getByText("Say when it ends").first().waitFor();

    await page.getByLabel("Why").fill("Vulnerability scan of the office");
    await page.getByRole("button", { name: "4 hours", exact: true }).click();
    await page.getByText(/would have held 1 notification of 1 incident/).waitFor();
    await page.getByRole("link", { name: /Scan before/ }).waitFor();
    await page.getByRole("button", { name: "Start the silence" }).click();
    await page.getByRole("heading", { level: 1, name: "Vulnerability scan of the office" }).waitFor();
    await page.getByText("It has held nothing until now.").waitFor();

    await source.ingest(incident("during", "medium"));
    await source.ingest(incident("grave", "high"));
    await page.getByText(/1 notification of 1 incident/).waitFor();
    const held = page.getByRole("region", { name: /^Incidents of which it held something/ });
    await held.getByRole("link", { name: /Scan during/ }).waitFor();
    expect(await held.getByRole("link", { name: /Scan grave/ }).count()).toBe(0);

    await page.getByRole("button", { name: "End it now" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "End it now" }).click();
    await page.getByText("Over", { exact: true }).waitFor();
    await page.goto("/silences?state=over");
    await page.getByRole("row", { name: /Vulnerability scan of the office/ }).waitFor();
    await page.close();
  });

  test("nothing on them broke the content security policy, threw, or lacked a sentence", () => {
    expect(opened.faults).toEqual([]);
  });
});
