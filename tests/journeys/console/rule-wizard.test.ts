import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Furnished, furnish } from "./furnish.ts";
import { hasBrowser } from "./harness/browser.ts";
import { type Console, openConsole } from "./harness/open-console.ts";
import { tabTo } from "./harness/tab-to.ts";

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true }).waitFor();

describe.skipIf(!hasBrowser())("the rule wizard", () => {
  let opened: Console;
  let furnished: Furnished;

  beforeAll(async () => {
    opened = await openConsole();
    furnished = await furnish(opened.admin);
  });
  afterAll(() => opened?.[Symbol.asyncDispose]());

  test("is done from start to end by keyboard alone, and what was missing is said on the way", async () => {
    const page = await opened.openPage();
    await page.goto("/rules");
    await heading(page, "Rules");
    await tabTo(page, "link", "Create rule");
    await page.keyboard.press("Enter");
    await heading(page, "Basics");

    await tabTo(page, "button", "Next");
    await page.keyboard.press("Enter");
    const alert = page.getByRole("alert");
    await alert.getByText("Enter a name.").waitFor();
    expect(await alert.evaluate((element) => element === document.activeElement)).toBe(true);
    await tabTo(page, "button", "Enter a name.");
    await page.keyboard.press("Enter");
    expect(
      await page.getByLabel("Name", { exact: true }).evaluate((element) => element === document.activeElement),
    ).toBe(true);
    await page.keyboard.type("Medium and above, once");
    await page.keyboard.press("Enter");

    await heading(page, "Notification settings");
    await tabTo(page, "checkbox", "Medium");
    await page.keyboard.press("Space");
    await tabTo(page, "radio", "A mail at every update");
    await page.keyboard.press("ArrowDown");
    await page.getByText("Mail again if its severity rises").waitFor();
    await page.locator("aside").getByText("3 of 5").waitFor();
    await page.keyboard.press("Alt+ArrowRight");

    await heading(page, "Recipients");
    await tabTo(page, "textbox", "E-mail addresses");
    await page.keyboard.type("Sanne de Vries <sanne@contoso.example>, jan@contoso");
    await page.keyboard.press("Enter");
    await page.getByText("“jan@contoso” is not a complete address.").waitFor();
    await page.getByRole("status").getByText("sanne@contoso.example added, 1 recipient").waitFor({ state: "attached" });
    expect(await page.getByLabel("E-mail addresses").inputValue()).toBe("jan@contoso");
    await page.keyboard.press("Alt+ArrowRight");
    await page.getByRole("alert").getByText("Add “jan@contoso” to the list, or clear the field.").waitFor();
    await tabTo(page, "textbox", "E-mail addresses");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("jan@contoso.example");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Recipients (2)" }).waitFor();

    await tabTo(page, "button", "Send test email");
    await page.keyboard.press("Enter");
    await page.getByText(/ada@contoso\.example: captured/).waitFor();
    await tabTo(page, "button", "Next");
    await page.keyboard.press("Enter");

    await heading(page, "Review rule");
    await page.getByText("Mails Critical, High or Medium incidents of all device groups to 2 people").waitFor();
    await tabTo(page, "button", "Create rule");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Medium and above, once" }).waitFor();
    const { items } = await opened.admin.read<{ items: { name: string; recipients: { address: string }[] }[] }>(
      "/api/v1/notification-rules",
    );
    const made = items.find(({ name }) => name === "Medium and above, once");
    expect(made).toMatchObject({
      enabled: true,
      severities: ["medium", "high", "critical"],
      deviceGroups: { scope: "all" },
      frequency: { kind: "oncePerIncident", alsoOnEscalation: true },
    });
    expect(made?.recipients.map(({ address }) => address)).toEqual(["sanne@contoso.example", "jan@contoso.example"]);
  });

  test("a name that another rule has is refused at its field, and nothing that was entered is lost", async () => {
    const page = await opened.openPage();
    await page.goto(`/rules/new?from=${furnished.ruleId}`);
    await page.getByLabel("Name", { exact: true }).fill("Everything, for the record");
    for (const next of ["Notification settings", "Recipients", "Review rule"]) {
      await page.getByRole("button", { name: "Next" }).click();
      await heading(page, next);
    }
    await page.getByRole("button", { name: "Create rule" }).click();
    await heading(page, "Basics");
    await page.getByRole("alert").getByText("A rule named “Everything, for the record” already exists.").waitFor();
    await page.reload();
    await page.getByText("This goes on from what you entered before").waitFor();
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Everything, for the record");
  });

  test("an edit shows what is different, and one that somebody else overtook is not lost", async () => {
    const page = await opened.openPage();
    await page.goto(`/rules/${furnished.ruleId}/edit?step=basics`);
    await page.getByLabel("Description").fill("For the night shift");
    await page.getByRole("button", { name: "Review rule" }).click();
    const row = page.getByRole("row", { name: /Description/ });
    await row.getByText("For the night shift").waitFor();

    const path = `/api/v1/notification-rules/${furnished.ruleId}`;
    const theirs = await opened.admin.read<Record<string, unknown>>(path);
    const { name, severities, frequency } = theirs;
    const saved = await opened.admin.request("PUT", path, {
      name,
      severities,
      frequency,
      owner: "Piet",
      recipients: [{ address: "ada@contoso.example" }],
    });
    expect(saved.status).toBe(200);

    await page.getByRole("button", { name: "Save changes" }).click();
    const meanwhile = page.getByRole("alert").filter({ hasText: "Somebody saved this rule" });
    await meanwhile.getByText("Piet").waitFor();
    await meanwhile.getByRole("button", { name: "Save mine over it" }).click();
    await page
      .getByRole("heading", { level: 1, name: "High and critical incidents on servers", exact: true })
      .waitFor();
    expect(await opened.admin.read<Record<string, unknown>>(path)).toMatchObject({
      description: "For the night shift",
      owner: "",
    });
  });

  test("a rule is turned off and archived with a way back", async () => {
    const page = await opened.openPage();
    await page.goto("/rules");
    // The circle that a person clicks lies over the switch itself.
    await page.getByRole("switch", { name: "Rule Everything, for the record is on" }).press("Space");
    await page.getByText("Everything, for the record is off").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone").waitFor();
    expect(await page.getByRole("switch", { name: "Rule Everything, for the record is on" }).isChecked()).toBe(true);
    await page.getByRole("button", { name: "Actions for rule Everything, for the record" }).click();
    await page.getByRole("menuitem", { name: "Archive" }).click();
    await page.getByText("is archived: it tells nobody any more").waitFor();
    await page.getByRole("button", { name: "Undo" }).last().click();
    await page.getByRole("link", { name: "Everything, for the record" }).waitFor();
  });

  test("the list of rules is narrowed by what it is asked, and its address says so", async () => {
    const page = await opened.openPage();
    await page.goto("/rules");
    await page.getByLabel("Name, owner or recipient").fill("night-shift");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "High and critical incidents on servers" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Everything, for the record" }).waitFor();
    await page.getByLabel("State").selectOption({ label: "Off" });
    await page.getByText("No rules fit these filters").waitFor();
    expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ text: "night-shift", state: "off" });
    await page.getByRole("button", { name: "Clear the filters" }).click();
    await page.getByRole("link", { name: "High and critical incidents on servers" }).waitFor();
  });

  test("nothing broke the content security policy, threw, or lacked a sentence", () => {
    expect(opened.faults).toEqual([]);
  });
});
