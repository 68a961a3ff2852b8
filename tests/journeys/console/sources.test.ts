import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
