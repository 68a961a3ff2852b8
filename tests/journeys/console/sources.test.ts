import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { madeIncident, type SecurityDouble, startSecurityDouble } from "../../microsoft-security-double/index.ts";
import { hasBrowser } from "./harness/browser.ts";
import { type Console, openConsole } from "./harness/open-console.ts";

const aGroup = {
  version: "4",
  groupKey: '{}:{alertname="NodeDown"}',
  status: "firing",
  receiver: "tocsin",
  alerts: [
    { status: "firing", labels: { alertname: "NodeDown", severity: "critical" }, startsAt: "2026-11-20T09:00:00Z" },
  ],
};

describe.skipIf(!hasBrowser())("what a source sent that is another kind's", () => {
  let opened: Console;

  beforeAll(async () => {
    opened = await openConsole();
    const source = await opened.admin.makeSource("wazuh");
    expect((await source.request("POST", "/api/v1/ingest", aGroup)).status).toBe(422);
  });
  afterAll(() => opened?.[Symbol.asyncDispose]());

  test("is moved with one click to a source of the kind that it is, where it becomes an incident", async () => {
    const page = await opened.openPage();
    await page.goto("/sources");
    await page.getByRole("table").getByRole("link").first().click();
    await page.getByRole("button", { name: "Move it to a new source of kind alertmanager" }).click();
    await page.getByRole("link", { name: /It was moved to/ }).waitFor();
    await page.getByRole("heading", { name: "Its key" }).waitFor();
    await page.getByText("Every payload could be read.").waitFor();
    await page.goto("/incidents");
    await page
      .getByRole("link", { name: /NodeDown/ })
      .first()
      .waitFor();
    await page.close();
  });

  test("broke no policy and lacked no sentence", () => {
    expect(opened.faults).toEqual([]);
  });
});

describe.skipIf(!hasBrowser())("a source", () => {
  let opened: Console;
  let double: SecurityDouble;

  beforeAll(async () => {
    double = await startSecurityDouble({ incidents: [madeIncident("1", Date.now() - 60_000)] });
    opened = await openConsole();
  });
  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]();
    await double?.[Symbol.asyncDispose]();
  });

  const make = async (kind: string): Promise<string> => {
    const { body } = await opened.admin.request<{ id: string }>("POST", "/api/v1/sources", { name: "Ours", kind });
    return body.id;
  };

  test("is connected from its page: what is wrong is said, what works is kept, and its incidents come in", async () => {
    const page = await opened.openPage();
    await page.goto(`/sources/${await make("graph-security")}`);
    await page.getByLabel("Directory (tenant) ID").fill(double.tenantId);
    await page.getByLabel("Application (client) ID").fill(double.oauth.clientId);
    const secret = page.getByRole("textbox", { name: "Client secret", exact: true });
    await secret.fill("not-the-secret");
    await page.getByLabel("Address of the API").fill(double.graphUrl);
    await page.getByLabel("Address of the sign-in").fill(double.loginUrl);
    await page.getByRole("button", { name: "Test the connection" }).click();
    await page.getByText(/^The secret is wrong\./).waitFor();
    await secret.fill(double.oauth.clientSecret);
    await page.getByRole("button", { name: "Test the connection" }).click();
    await page.getByText("It works.").waitFor();
    await page.getByRole("button", { name: "Start polling" }).click();
    await page.getByRole("button", { name: "Stop polling" }).waitFor();
    await expect.poll(() => secret.inputValue()).toBe("");
    await page.goto("/incidents");
    await page.getByRole("link", { name: /Incident 1 on one endpoint/ }).waitFor();
    await page.close();
  });

  test("keeps its alarm, the settings of its kind and its mapping apart, and shows what to set in the sender", async () => {
    const id = await make("wazuh");
    const page = await opened.openPage();
    await page.goto(`/sources/${id}`);
    await page.getByText(`<hook_url>${opened.product.url}/api/v1/ingest</hook_url>`).waitFor();
    await page.getByLabel("Alarm when it goes silent").selectOption({ label: "After as long as I say" });
    await page.getByLabel("Minutes of silence").fill("90");
    await page.getByLabel("Minimum level").fill("5");
    await page.getByLabel("Severity from").fill("{");
    await page.getByRole("button", { name: "Save the settings" }).click();
    await page.getByText("is not JSON").first().waitFor();
    await page.getByLabel("Severity from").fill('{"high": 10}');
    await page.getByRole("button", { name: "Save the settings" }).click();
    await page.getByText("The settings were saved").waitFor();
    expect(await opened.admin.read(`/api/v1/sources/${id}`)).toMatchObject({
      silentAfterMinutes: 90,
      settings: { minimumLevel: 5, severityFrom: { high: 10, critical: 15 } },
    });
    await page.getByRole("button", { name: "Ask for signatures" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Ask for signatures" }).click();
    await page.getByText(/^whsec_/).waitFor();
    await page.getByText("Every request has to be signed").waitFor();
    expect(await opened.admin.read(`/api/v1/sources/${id}`)).toMatchObject({ signed: true, silentAfterMinutes: 90 });
    await page.close();
  });

  test("broke no policy and lacked no sentence", () => {
    expect(opened.faults).toEqual([]);
  });
});
