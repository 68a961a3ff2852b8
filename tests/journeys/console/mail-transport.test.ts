import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sink, startSink } from "../../smtp-sink/index.ts";
import { hasBrowser } from "./harness/browser.ts";
import { type Console, openConsole } from "./harness/open-console.ts";

const user = "alarm";
const password = "the right password";

describe.skipIf(!hasBrowser())("the mail transport", () => {
  let opened: Console;
  let server: Sink;
  beforeAll(async () => {
    [opened, server] = await Promise.all([
      openConsole(),
      startSink({ auth: { user, pass: password, methods: ["PLAIN", "LOGIN"] } }),
    ]);
  });
  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]();
    await server?.stop();
  });

  const fillIn = async (page: Page, secret: string) => {
    await page.getByLabel("Sender", { exact: true }).fill("Tocsin <alarm@contoso.example>");
    await page.getByLabel("Mail server", { exact: true }).fill("127.0.0.1");
    await page.getByLabel("Security", { exact: true }).selectOption({ label: "None: mail goes in clear" });
    await page.getByLabel("Port", { exact: true }).fill(String(server.port));
    await page.getByLabel("I know that mail and password go in clear").check();
    await page.getByLabel("User", { exact: true }).fill(user);
    await page.getByLabel("Password", { exact: true }).fill(secret);
  };
  const runTest = async (page: Page) => {
    await page.getByLabel("Send it to").fill("ada@contoso.example");
    await page.getByRole("button", { name: "Test these settings" }).click();
  };

  test("a wrong password fails at the sign-in and says so; the right one sends, is saved, chosen, and carries the next mail", async () => {
    const page = await opened.openPage();
    await page.goto("/mail");
    await page.getByRole("radio", { name: "SMTP" }).check({ force: true });
    await fillIn(page, "a wrong password");
    await runTest(page);
    await page.getByText("The server does not accept this user name and password. Enter both anew.").waitFor();
    const steps = page.getByRole("list", { name: "Steps of the test" });
    expect(await steps.getByRole("listitem").allInnerTexts()).toEqual([
      expect.stringContaining("Find the server: passed"),
      expect.stringContaining("Connect: passed"),
      expect.stringContaining("Secure the connection: passed"),
      expect.stringMatching(/Sign in: failed[\s\S]*535/),
      expect.stringContaining("Send a mail – not tried"),
    ]);
    expect(server.mails).toHaveLength(0);

    await page.getByLabel("Password", { exact: true }).fill(password);
    await runTest(page);
    await page.getByText("It works: the mail server has the mail.", { exact: false }).waitFor();
    const [mail] = await server.waitForMails(1);
    expect(mail?.to).toEqual(["ada@contoso.example"]);

    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("SMTP was saved").waitFor();
    expect(await page.getByLabel("Password", { exact: true }).inputValue()).toBe("");
    await page.getByRole("button", { name: "Let SMTP carry mail" }).click();
    await page.getByRole("dialog").getByText("From now on mail leaves this server.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Let SMTP carry mail" }).click();
    await page.getByText(`SMTP, to 127.0.0.1:${server.port}`).waitFor();

    const source = await opened.admin.makeSource("generic");
    await opened.admin.makeRule("Everything", ["soc@contoso.example"]);
    await source.ingest({ externalId: "x-1", title: "Ransomware", severity: "high" });
    const mails = await server.waitForMails(2);
    expect(mails[1]?.to).toEqual(["soc@contoso.example"]);
    expect(opened.faults).toEqual([]);
  });
});
