import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasBrowser } from "./harness/browser.ts";
import { type Console, openConsole } from "./harness/open-console.ts";

describe.skipIf(!hasBrowser())("the audit log", () => {
  let opened: Console;

  beforeAll(async () => {
    opened = await openConsole();
    const { id } = await opened.admin.makeRule("Everything", ["soc@contoso.example"]);
    await opened.admin.request("PUT", `/api/v1/notification-rules/${id}`, {
      name: "Everything of note",
      recipients: [{ address: "soc@contoso.example" }],
    });
    await opened.admin.makeDeviceGroup("Servers", [{ property: "name", operator: "startsWith", values: ["srv-"] }]);
  });
  afterAll(() => opened?.[Symbol.asyncDispose]());

  test("a change is found by what it was done to, and shows what it was and what it became", async () => {
    const page = await opened.openPage();
    await page.goto("/audit");
    const rows = page.getByRole("table", { name: "Entries of the audit log" }).getByRole("row");
    await rows.filter({ hasText: "device group" }).waitFor();
    await page.getByLabel("What it was done to").fill("notification rule");
    await page.keyboard.press("Enter");
    await expect.poll(() => rows.filter({ hasText: "device group" }).count()).toBe(0);
    await rows
      .filter({ hasText: "Changed" })
      .getByRole("button", { name: /^Show entry/ })
      .click();
    const dialog = page.getByRole("dialog", { name: /^Entry/ });
    const row = dialog.getByRole("row", { name: /^name/ });
    await row.getByText("Everything", { exact: true }).waitFor();
    await row.getByText("Everything of note").waitFor();
    await page.keyboard.press("Escape");

    await page.getByLabel("Who", { exact: true }).fill("nobody");
    await page.keyboard.press("Enter");
    await page.getByText("No entry fits these filters").waitFor();
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await rows.filter({ hasText: "device group" }).waitFor();
  });

  test("it is exported as it is narrowed, and checked to be whole", async () => {
    const page = await opened.openPage();
    await page.goto("/audit");
    await page.getByLabel("What it was done to").fill("notification rule");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Clear the filters" }).waitFor();
    const exported = await page.request.get(
      (await page.getByRole("link", { name: "Export" }).getAttribute("href")) ?? "",
    );
    const lines = (await exported.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ object }) => object.kind)).toEqual(["notification rule", "notification rule"]);

    await page.getByRole("button", { name: "Check the log" }).click();
    await page.getByText("The log is whole").waitFor();
  });

  test("broke no policy and lacked no sentence", () => {
    expect(opened.faults).toEqual([]);
  });
});
