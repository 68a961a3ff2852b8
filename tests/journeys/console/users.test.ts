import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sink, startSink } from "../../smtp-sink/index.ts";
import { hasBrowser } from "./harness/browser.ts";
import { linkTo } from "./harness/link-to.ts";
import { type Console, openConsole, signIn } from "./harness/open-console.ts";

const sanne = { email: "sanne@contoso.example", password: "a password of my own" };

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

describe.skipIf(!hasBrowser())("users and roles", () => {
  let opened: Console;
  let sink: Sink;

  beforeAll(async () => {
    sink = await startSink();
    opened = await openConsole({ SMTP_URL: sink.url });
    await opened.admin.makeDeviceGroup("Servers", [{ property: "name", operator: "startsWith", values: ["srv-"] }]);
  });
  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]();
    await sink?.[Symbol.asyncDispose]();
  });

  test("somebody invited to one device group signs in by the link, and a rule of all groups is not theirs to make", async () => {
    const page = await opened.openPage();
    await page.goto("/users");
    await page.getByRole("button", { name: "Invite somebody" }).click();
    const dialog = page.getByRole("dialog", { name: "Invite somebody" });
    await dialog.getByRole("button", { name: "Send the invitation" }).click();
    await dialog.getByRole("alert").getByText("2 fields need attention").waitFor();
    await dialog.getByLabel("Name", { exact: true }).fill("Sanne");
    await dialog.getByLabel("E-mail address").fill("sanne@contoso.example");
    await dialog.getByLabel("Role", { exact: true }).selectOption({ label: "Security Administrator" });
    await dialog.getByLabel("Only these device groups").check();
    await dialog.getByRole("checkbox", { name: "Servers" }).check();
    await dialog.getByRole("button", { name: "Send the invitation" }).click();
    await page.getByText("sanne@contoso.example is sent an invitation").waitFor();
    await page.getByRole("row", { name: /Sanne/ }).getByText("Invited", { exact: true }).waitFor();

    const theirs = await opened.openPage({ signedIn: false });
    await theirs.goto(await linkTo(sink, "sanne@contoso.example", "invite"));
    await heading(theirs, "Welcome to Tocsin");
    expect(await theirs.getByLabel("Your name").inputValue()).toBe("Sanne");
    await theirs.getByLabel("Your name").fill("Sanne de Vries");
    await theirs.getByLabel("Password", { exact: true }).fill("a password of my own");
    await theirs.getByRole("button", { name: "Begin" }).click();
    await heading(theirs, "Home");

    await theirs.goto("/rules/new");
    await theirs.getByLabel("Name", { exact: true }).fill("Everything of everyone");
    await theirs.getByRole("button", { name: "Next" }).click();
    await theirs.getByRole("heading", { name: "Notification settings" }).waitFor();
    expect(await theirs.getByLabel("All device groups").isDisabled()).toBe(true);
    await theirs.getByRole("button", { name: "Next" }).click();
    await theirs.getByRole("alert").getByText("so a rule of all of them is not yours to make").waitFor();

    await theirs.goto("/users");
    await theirs.getByRole("row", { name: /Sanne de Vries \(you\)/ }).waitFor();
    await theirs.getByText("This takes the right to manage users.").waitFor();
  });

  test("who sees some device groups reads a rule of all of them, and copies it, but cannot change it, and is told why", async () => {
    const all = await opened.admin.makeRule("Everything of everyone", ["soc@contoso.example"]);
    const page = await opened.openPage({ signedIn: false });
    await signIn(page.context(), opened.product.url, sanne);
    await page.goto("/rules");
    const row = page.getByRole("row", { name: /Everything of everyone/ });
    await row.getByText("On", { exact: true }).waitFor();
    expect(await row.getByRole("switch").count()).toBe(0);
    await row.getByRole("button", { name: "Actions for rule Everything of everyone" }).click();
    await page.getByRole("menuitem", { name: "Copy" }).waitFor();
    expect(await page.getByRole("menuitem", { name: /^(?:Edit|Archive)$/ }).count()).toBe(0);

    await page.goto(`/rules/${all.id}`);
    const why = "This rule is of all device groups, and you see some of them.";
    await page.getByText(why, { exact: false }).waitFor();
    await page.getByRole("link", { name: "Copy" }).waitFor();
    expect(await page.getByRole("link", { name: "Edit" }).count()).toBe(0);
    await page.goto(`/rules/${all.id}/edit?step=basics`);
    await page.getByText(why, { exact: false }).waitFor();
    expect(await page.getByRole("button", { name: "Next" }).count()).toBe(0);
    await page.close();
  });

  test("an account is suspended and restored, and the last Global Administrator is protected with the reason", async () => {
    const page = await opened.openPage();
    await page.goto("/users");
    await page.getByRole("link", { name: "Sanne de Vries" }).click();
    await heading(page, "Sanne de Vries");
    await page.getByRole("button", { name: "Suspend" }).click();
    await page
      .getByRole("dialog", { name: "Suspend Sanne de Vries?" })
      .getByRole("button", { name: "Suspend" })
      .click();
    await page.getByText("Sanne de Vries is suspended").waitFor();
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByText("Sanne de Vries can sign in again").waitFor();

    await page.goto("/users");
    await page.getByRole("link", { name: "Ada", exact: true }).click();
    await heading(page, "Ada");
    await page
      .getByText("This is the last Global Administrator of all organizations.", { exact: false })
      .first()
      .waitFor();
    for (const name of ["Take Global Administrator away", "Suspend", "Remove the account"]) {
      expect(await page.getByRole("button", { name }).isDisabled()).toBe(true);
    }
  });

  test("a role that is given lets more be done, and one that is taken away less", async () => {
    const page = await opened.openPage();
    await page.goto("/users");
    await page.getByRole("link", { name: "Sanne de Vries" }).click();
    await page.getByRole("button", { name: "Give a role" }).click();
    const dialog = page.getByRole("dialog", { name: "Give a role" });
    await dialog.getByLabel("Role", { exact: true }).selectOption({ label: "Global Administrator" });
    await dialog.getByLabel("In all organizations, those to come too").check();
    await dialog.getByRole("button", { name: "Give it" }).click();
    await page.getByText("Global Administrator was given to Sanne de Vries").waitFor();

    await page.getByRole("button", { name: "Take Security Administrator away" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take away" }).click();
    await page.getByText("Security Administrator was taken away from Sanne de Vries").waitFor();
    const { items } = await opened.admin.read<{ items: { role: string; user: { name: string } }[] }>(
      "/api/v1/role-assignments",
    );
    expect(items.filter(({ user }) => user.name === "Sanne de Vries").map(({ role }) => role)).toEqual([
      "globalAdministrator",
    ]);
  });

  test("who works in two organizations goes from one to the other by the bar, and a link into the other one leads there", async () => {
    const { body: fabrikam } = await opened.admin.request<{ id: string }>("POST", "/api/v1/organizations", {
      name: "Fabrikam",
    });
    const { organization: contoso } = await opened.admin.read<{ organization: { id: string } }>("/api/v1/me");
    const ada = await opened.openPage();
    const make = async (path: string, organization: { id: string }, data: object): Promise<{ id: string }> => {
      const headers = { origin: opened.product.url, "Tocsin-Organization": organization.id };
      const answer = await ada.request.post(path, { data, headers });
      if (!answer.ok()) throw new Error(await answer.text());
      return answer.json();
    };
    const jan = { name: "Jan", email: "jan@contoso.example", roles: [{ role: "securityReader" }] };
    for (const organization of [contoso, fabrikam]) await make("/api/v1/users", organization, jan);
    const theirs = await make("/api/v1/notification-rules", fabrikam, {
      name: "Everything of Fabrikam",
      recipients: [{ address: "soc@fabrikam.example" }],
    });

    const page = await opened.openPage({ signedIn: false });
    await page.goto(await linkTo(sink, jan.email, "invite"));
    await page.getByLabel("Password", { exact: true }).fill("a password of my own");
    await page.getByRole("button", { name: "Begin" }).click();
    await heading(page, "Home");
    const go = async (from: string, to: string): Promise<void> => {
      await page.getByRole("button", { name: `Organization ${from}: go to another` }).click();
      await page.getByRole("menuitemradio", { name: to }).click();
      await page.getByRole("button", { name: `Organization ${to}: go to another` }).waitFor();
    };
    await go("Contoso", "Fabrikam");
    await page.goto("/rules");
    await page.getByRole("link", { name: "Everything of Fabrikam" }).waitFor();
    expect(await page.getByText("Everything of everyone").count()).toBe(0);
    await page.getByText("This takes the right to manage notification rules.").first().waitFor();
    await go("Fabrikam", "Contoso");
    await page.goto(`/rules/${theirs.id}`);
    await page.getByRole("button", { name: "Look in Fabrikam" }).click();
    await heading(page, "Everything of Fabrikam");
    await page.goto(`/rules?organization=${contoso.id}`);
    await page.getByRole("link", { name: "Everything of everyone" }).waitFor();
    await Promise.all([page.close(), ada.close()]);
  });

  test("broke no policy and lacked no sentence", () => {
    expect(opened.faults).toEqual([]);
  });
});
