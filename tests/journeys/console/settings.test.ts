import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser } from "./harness/browser.ts";
import { type Console, openConsole } from "./harness/open-console.ts";

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

describe.skipIf(!hasBrowser())("the settings", () => {
  let opened: Console;

  beforeAll(async () => {
    opened = await openConsole();
    await opened.admin.makeRule("Everything of Contoso", ["soc@contoso.example"]);
  });
  afterAll(() => opened?.[Symbol.asyncDispose]());

  test("what an organization may mail is changed, and a mistake is said at its field", async () => {
    const page = await opened.openPage();
    await page.goto("/settings");
    await page.getByLabel("Domains that mail may go to").fill("contoso.example\n*.contoso.example");
    await page.getByLabel("Address of the vendor’s portal").fill("security.microsoft.com");
    await page.getByRole("button", { name: "Save" }).click();
    const alert = page.getByRole("alert");
    await alert.getByText("One field needs attention").waitFor();
    await alert.getByRole("button", { name: /Address of the vendor’s portal/ }).waitFor();
    await page.getByLabel("Address of the vendor’s portal").fill("https://security.microsoft.com");
    await page.getByLabel("Wait before every other mail, in seconds").fill("90");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The settings of Contoso are saved").waitFor();
    const { items } = await opened.admin.read<{ items: object[] }>("/api/v1/organizations");
    expect(items).toMatchObject([
      {
        allowedDomains: ["contoso.example", "*.contoso.example"],
        portalUrl: "https://security.microsoft.com",
        bundling: { urgentMs: 0, otherMs: 90_000 },
      },
    ]);
  });

  test("a second organization is made and worked in, and shows nothing of the first", async () => {
    const page = await opened.openPage();
    await page.goto("/settings");
    await page.getByRole("button", { name: "Make an organization" }).click();
    await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Fabrikam");
    await page.getByRole("dialog").getByRole("button", { name: "Make it" }).click();
    await page.getByText("Fabrikam was made").waitFor();
    await page.getByRole("button", { name: "Go to Fabrikam" }).click();
    await page.getByRole("banner").getByText("Fabrikam").waitFor();
    await heading(page, "Home");
    await page.getByRole("link", { name: "Rules", exact: true }).click();
    await heading(page, "Rules");
    await page.getByRole("link", { name: "Create rule" }).first().waitFor();
    expect(await page.getByText("Everything of Contoso").count()).toBe(0);

    await page.goto("/settings");
    await page.getByRole("button", { name: "Go to Contoso" }).click();
    await page.getByRole("banner").getByText("Contoso").waitFor();
    await page.goto("/rules");
    await page.getByRole("link", { name: "Everything of Contoso" }).waitFor();
    await page.goto("/settings");
    await page.getByRole("button", { name: "Remove Fabrikam" }).click();
    const dialog = page.getByRole("dialog", { name: "Remove Fabrikam?" });
    await dialog.getByLabel("Type Fabrikam to confirm").fill("Fabrikam");
    await dialog.getByRole("button", { name: "Remove" }).click();
    await page.getByText("Fabrikam was removed").waitFor();
  });

  test("the all-clear is given by mail and to an address, which is entered once, never shown again, and forgotten", async () => {
    const page = await opened.openPage();
    await page.goto("/system");
    await page.getByRole("heading", { name: "The all-clear" }).waitFor();
    await page.getByRole("switch", { name: "Mail administrators" }).check();
    await page.getByLabel("Every so many hours").fill("12");
    await page.getByRole("switch", { name: "Call an address" }).check();
    await page.getByRole("button", { name: "Save" }).click();
    const alert = page.getByRole("alert");
    await alert.getByRole("button", { name: "Address: Enter the address that is to be called" }).click();
    await page.keyboard.type("https://watch.example/a-secret");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("The all-clear is saved").waitFor();
    await page.getByText("Set, at watch.example. Enter another one to replace it.").waitFor();
    await page.getByText("watch.example, every 5 minutes").waitFor();
    await expect.poll(() => page.getByLabel("Address", { exact: true }).inputValue()).toBe("");
    expect(await opened.admin.read("/api/v1/all-clear")).toMatchObject({
      mail: { everyHours: 12 },
      url: { host: "watch.example", everyMinutes: 5, method: "GET" },
    });

    await page.getByRole("switch", { name: "Call an address" }).uncheck();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("watch.example", { exact: false }).first().waitFor({ state: "detached" });
    expect(await opened.admin.read("/api/v1/all-clear")).toMatchObject({ mail: { everyHours: 12 }, url: null });
  });

  test("broke no policy and lacked no sentence", () => {
    expect(opened.faults).toEqual([]);
  });
});
