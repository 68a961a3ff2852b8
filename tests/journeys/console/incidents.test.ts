import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "../harness/client.ts";
import { hasBrowser } from "./harness/browser.ts";
import { type Console, openConsole } from "./harness/open-console.ts";

const many = 10_000;
const atOnce = 500;

describe.skipIf(!hasBrowser())("the queue of incidents", () => {
  let opened: Console;
  let source: Client;

  const report = (externalId: string, more: object = {}) => ({
    externalId,
    title: `Sign-in from an unusual country ${externalId}`,
    severity: "medium",
    ...more,
  });

  beforeAll(async () => {
    opened = await openConsole();
    source = await opened.admin.makeSource("generic");
  });
  afterAll(() => opened?.[Symbol.asyncDispose]());

  test("says when a source was last heard where nothing is open, shows the first that is, and what is new without moving a row", async () => {
    const page = await opened.openPage();
    await page.goto("/incidents");
    await page.getByText("No source has sent anything yet.").waitFor();
    await source.ingest(report("resolved", { status: "resolved" }));
    await page.reload();
    await page.getByText(/Last event received .* from Our generic/).waitFor();

    await source.ingest(report("first"));
    // Nobody asks: the page is told. Where nothing is listed nothing can move, and whoever waits for an incident sees it.
    await page.getByRole("link", { name: /unusual country first/ }).waitFor();
    await source.ingest(report("second"));
    const pill = page.getByRole("button", { name: "1 new – show" });
    await pill.waitFor();
    expect(await page.getByRole("link", { name: /unusual country second/ }).count()).toBe(0);
    await pill.click();
    await page.getByRole("link", { name: /unusual country second/ }).waitFor();
    await page.close();
  });

  test("explains why nobody was told of an incident, and what would change that", async () => {
    await opened.admin.makeRule("High only", ["soc@contoso.example"], { severities: ["high"] });
    await source.ingest(report("untold", { title: "Mailbox rule forwards everything" }));
    const page = await opened.openPage();
    await page.goto("/incidents?told=nobody");
    const row = page.getByRole("row", { name: /Mailbox rule forwards everything/ });
    await row.getByRole("link", { name: /Nobody was told of incident \d+: why\?/ }).click();
    await page.getByRole("heading", { name: "Who was told, and why" }).waitFor();
    await page.getByText("Nobody was told of this incident.").waitFor();
    await page
      .getByText(/Severity of the incident: found Medium, asked: High/)
      .first()
      .click();
    await page.getByText("choose severity Medium too").waitFor();
    await page.close();
  });

  test("is gone through and acted on by keyboard, and the palette opens what is named or numbered", async () => {
    const { items } = await opened.admin.read<{ items: { number: number }[] }>("/api/v1/incidents?text=mailbox");
    const number = items[0]?.number ?? Number.NaN;
    const page = await opened.openPage();
    await page.goto("/incidents");
    await page.getByRole("region", { name: /^Incidents/ }).focus();
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    await page.keyboard.press("j");
    expect(await focused()).toContain("Mailbox rule forwards everything");
    await page.keyboard.press("j");
    expect(await focused()).toContain("unusual country second");
    await page.keyboard.press("k");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Mailbox rule forwards everything" }).waitFor();

    await page.goto("/incidents");
    const menu = page.getByRole("button", { name: `Actions for incident ${number}` });
    await menu.press("Enter");
    await page.getByRole("menuitem", { name: "Acknowledge" }).press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    expect(await menu.evaluate((element) => element === document.activeElement)).toBe(true);
    await menu.press("Enter");
    await page.getByRole("menuitem", { name: "Acknowledge" }).press("Enter");
    await page.getByText(`Ada looks after incident ${number}: nobody further is told`).waitFor();

    for (const [typed, found] of [
      [String(number), "Mailbox rule forwards everything"],
      ["high o", "High only"],
      ["mailbox rule", "Mailbox rule forwards everything"],
    ] as const) {
      await page.keyboard.press("ControlOrMeta+K");
      await page.getByRole("dialog").getByRole("combobox").fill(typed);
      await page.getByRole("option", { name: found }).waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: found }).waitFor();
    }
    await page.close();
  });

  test("stays small with 10,000 incidents, and its address is what it shows", async () => {
    for (let sent = 0; sent < many; sent += atOnce) {
      await source.ingest(Array.from({ length: atOnce }, (_, i) => report(`many-${sent + i}`)));
    }
    const page = await opened.openPage();
    await page.goto("/incidents");
    await page.getByText("10,000 incidents or more").waitFor();
    expect(await page.getByRole("row").count()).toBeLessThanOrEqual(100);
    await page.getByLabel("Severity").selectOption({ label: "High and above" });
    await page.getByText("No incidents match these filters").waitFor();
    expect(new URL(page.url()).searchParams.get("severity")).toBe("high,critical");

    const shared = await opened.openPage();
    await shared.goto("/incidents?text=many-9999");
    await shared.getByRole("link", { name: /many-9999/ }).waitFor();
    expect(await shared.getByRole("row").count()).toBe(2);
    await shared.getByRole("button", { name: "Clear the filters" }).click();
    await shared.getByRole("link", { name: "Next page" }).click();
    await shared.getByRole("link", { name: "To the first page" }).waitFor();
    await Promise.all([page.close(), shared.close()]);
  });

  test("broke no policy and lacked no sentence", () => {
    expect(opened.faults).toEqual([]);
  });
});
