import { Secret, TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administrator, Client } from "../harness/client.ts";
import { hasBrowser } from "./harness/browser.ts";
import { type Console, openConsole } from "./harness/open-console.ts";

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

describe.skipIf(!hasBrowser())("my profile", () => {
  let opened: Console;

  beforeAll(async () => {
    opened = await openConsole();
  });
  afterAll(() => opened?.[Symbol.asyncDispose]());

  test("name, language and time zone are saved and used at once", async () => {
    const page = await opened.openPage();
    await page.goto("/me");
    await page.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
    await page.getByLabel("Time zone").selectOption({ label: "America/New York" });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Your profile is saved").waitFor();
    await page
      .getByRole("row", { name: /this browser/ })
      .getByText(/GMT-[45]|E[SD]T/)
      .first()
      .waitFor();
    await page.getByLabel("Language").selectOption({ label: "Dutch (Nederlands)" });
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await heading(page, "Mijn profiel");
    await page.getByLabel("Taal").selectOption({ label: "Zoals de organisatie" });
    await page.getByLabel("Tijdzone").selectOption({ index: 0 });
    await page.getByRole("button", { name: "Opslaan" }).click();
    await page.getByText("Uw profiel is opgeslagen").last().waitFor();
  });

  test("another browser is signed out from here, and has to sign in again", async () => {
    const other = await opened.openPage();
    await other.goto("/");
    await heading(other, "Home");
    const page = await opened.openPage();
    await page.goto("/me");
    const rows = page.getByRole("table", { name: "Sessions" }).getByRole("row");
    await rows.nth(2).waitFor();
    const before = await rows.count();
    await page.getByRole("button", { name: "Sign out everywhere else" }).click();
    await page.getByText("Signed out everywhere else", { exact: true }).last().waitFor();
    expect(before).toBeGreaterThan(2);
    await expect.poll(() => rows.count()).toBe(2);

    await other.getByRole("link", { name: "Incidents", exact: true }).click();
    await heading(other, "Sign in");
    await other.getByText("You were signed out", { exact: false }).waitFor();
    await other.getByLabel("E-mail address").fill(administrator.email);
    await other.getByLabel("Password", { exact: true }).fill(administrator.password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await heading(other, "Incidents");

    await page.reload();
    await page.getByRole("button", { name: /^Sign out Chrome, Linux/ }).click();
    await page.getByText("Signed out there").waitFor();
    await expect.poll(() => rows.count()).toBe(2);
    await other.reload();
    await heading(other, "Sign in");
  });

  test("a second factor is set up by its QR code or key, and turned off with the password", async () => {
    const page = await opened.openPage();
    await page.goto("/me");
    await page.getByRole("button", { name: "Set a second factor up" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Your password now").fill("wrong");
    await dialog.getByRole("button", { name: "Continue" }).click();
    await dialog.getByText("is not your password").first().waitFor();
    await dialog.getByLabel("Your password now").fill(administrator.password);
    await dialog.getByRole("button", { name: "Continue" }).click();
    await dialog.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
    const key = (await dialog.locator("pre, code").first().textContent())?.trim() ?? "";
    await dialog.getByLabel("Code of the app").fill(new TOTP({ secret: Secret.fromBase32(key) }).generate());
    await dialog.getByRole("button", { name: "Turn it on" }).click();
    await page.getByRole("dialog", { name: "Keep your recovery codes" }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download them" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("tocsin-recovery-codes.txt");
    await page.getByRole("button", { name: "I have kept them" }).click();
    await page.getByText("On. 10 recovery codes are left.").waitFor();

    await page.getByRole("button", { name: "Turn it off" }).click();
    await page.getByRole("dialog").getByLabel("Your password now").fill(administrator.password);
    await page.getByRole("dialog").getByRole("button", { name: "Turn it off" }).click();
    await page.getByText("Your second factor is off").waitFor();
  });

  test("an access token is shown once, does what its role does and no more, and is revoked", async () => {
    const page = await opened.openPage();
    await page.goto("/me");
    await page
      .getByText("You have no access tokens")
      .or(page.getByRole("table", { name: "Access tokens" }))
      .waitFor();
    await page.getByRole("button", { name: "Make an access token" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Make it" }).click();
    await dialog.getByRole("alert").getByText("One field needs attention").waitFor();
    await dialog.getByLabel("Name", { exact: true }).fill("Report script");
    await dialog.getByRole("button", { name: "Make it" }).click();
    await page.getByRole("dialog", { name: "Your access token" }).waitFor();
    const token = (await dialog.locator("pre, code").first().textContent())?.trim() ?? "";
    await page.getByRole("button", { name: "I have kept it" }).click();
    const script = new Client(opened.product.url, token);
    expect((await script.request("GET", "/api/v1/incidents")).status).toBe(200);
    expect((await script.request("GET", "/api/v1/audit")).status).toBe(403);

    const row = page.getByRole("row", { name: /Report script/ });
    await row.getByText("Security Reader").waitFor();
    await row.getByRole("button", { name: "Revoke Report script" }).click();
    await page.getByRole("dialog", { name: "Revoke Report script?" }).getByRole("button", { name: "Revoke" }).click();
    await page.getByText("Report script is revoked").waitFor();
    expect((await script.request("GET", "/api/v1/incidents")).status).toBe(401);
  });

  test("broke no policy and lacked no sentence", () => {
    expect(opened.faults).toEqual([]);
  });
});
