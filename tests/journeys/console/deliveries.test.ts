import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accept, answer, startSink } from "../../smtp-sink/index.ts";
import { until } from "../harness/until.ts";
import { hasBrowser } from "./harness/browser.ts";
import { type Console, openConsole } from "./harness/open-console.ts";

describe.skipIf(!hasBrowser())("the delivery log", () => {
  let opened: Console;
  let sink: Awaited<ReturnType<typeof startSink>>;

  beforeAll(async () => {
    sink = await startSink({ behave: answer("rcpt", "550 5.1.1 No such user here") });
    opened = await openConsole({ SMTP_URL: sink.url });
    await opened.admin.makeRule("Everything", ["soc@contoso.example"]);
    const source = await opened.admin.makeSource("generic");
    await source.ingest({ externalId: "x-1", title: "Ransomware on several endpoints", severity: "high" });
    await until("a failed delivery", async () => {
      const [failed] = await opened.admin.deliveries("&state=failed");
      return failed;
    });
  });
  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]();
    await sink?.[Symbol.asyncDispose]();
  });

  test("a mail that was refused is found, read in the server's own words, and sent again after a question", async () => {
    const page = await opened.openPage();
    await page.goto("/deliveries");
    await page.getByLabel("State").selectOption({ label: "Failed, held or in doubt" });
    await page.getByRole("link", { name: /Ransomware on several endpoints/ }).click();
    await page.getByRole("heading", { level: 1, name: /Ransomware on several endpoints/ }).waitFor();
    await page
      .getByRole("region", { name: "What the mail server said" })
      .getByText("550 5.1.1 No such user here")
      .waitFor();
    await page.getByText("Refused by the mail server").waitFor();

    const mail = page.frameLocator("iframe[title='The mail as it looks']");
    await mail.getByText("Ransomware on several endpoints").first().waitFor();
    const src = await page.locator("iframe[title='The mail as it looks']").getAttribute("src");
    const framed = await page.request.get(src ?? "");
    expect(framed.headers()["content-security-policy"]).toContain("sandbox; default-src 'none'");
    await page.getByText("Headers", { exact: true }).click();
    await page.getByText(/^Message-ID: /m).waitFor();

    await page.getByRole("button", { name: "Send again" }).click();
    const dialog = page.getByRole("dialog", { name: "Send this mail to soc@contoso.example again?" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    expect(await opened.admin.deliveries("&state=failed")).toHaveLength(1);
    sink.behave(accept);
    await page.getByRole("button", { name: "Send again" }).click();
    await dialog.getByRole("button", { name: "Send again" }).click();
    await page.getByText("It is on its way").waitFor();
    await until("the mail server to take it", async () => (await opened.admin.deliveries("&state=sent")).length === 1);
    await page.reload();
    await page.getByText("Accepted by the mail server").first().waitFor();
    expect(await page.getByText(/delivered/i).count()).toBe(0);
    await page.close();
  });

  test("broke no policy and lacked no sentence", () => {
    expect(opened.faults).toEqual([]);
  });
});
