import type { Page } from "playwright-core";
import { hasBrowser } from "../journeys/console/harness/browser.ts";
import { type Console, openConsole } from "../journeys/console/harness/open-console.ts";
import type { Client } from "../journeys/harness/client.ts";
import { longTasksOf } from "./long-tasks.ts";

/** What one visit to the queue of incidents cost the browser. */
export interface QueueVisit {
  /** From asking for the address to the first row. */
  readonly firstRowMs: number;
  /** Tasks of 50 ms and more of its own CPU, in which the page answers nobody: while it opens, and while it is worked with. */
  readonly opening: readonly number[];
  readonly working: readonly number[];
  readonly rows: number;
}

const incidents = 10_000;
const atOnce = 500;
const visits = 3;

/** Visits the queue of 10,000 incidents in Chromium; null, with a line that says so, where there is none. */
export const visitQueue = async (): Promise<readonly QueueVisit[] | null> => {
  if (!hasBrowser()) return null;
  await using opened = await openConsole();
  const source = await opened.admin.makeSource("generic");
  for (let sent = 0; sent < incidents; sent += atOnce) {
    await source.ingest(Array.from({ length: atOnce }, (_, index) => report(sent + index)));
  }
  const seen: QueueVisit[] = [];
  for (let visit = 0; visit < visits; visit += 1) seen.push(await visitOnce(opened, source, visit));
  if (opened.faults.length > 0) throw new Error(`The console had faults: ${opened.faults.join("\n")}`);
  return seen;
};

const severities = ["critical", "high", "medium", "low"] as const;

const report = (index: number) => ({
  externalId: `queued-${index}`,
  title: `Sign-in from an unusual country, number ${index}`,
  severity: severities[index % severities.length],
  categories: ["CredentialAccess", "LateralMovement"],
  alerts: [{ externalId: `alert-${index}`, title: "Sign-in", evidence: [{ type: "device", name: `srv-${index}` }] }],
});

/** A profile of its own, so that nothing is in its cache. */
const visitOnce = async ({ openPage }: Console, source: Client, visit: number): Promise<QueueVisit> => {
  const page = await openPage();
  const askedAt = performance.now();
  let firstRowMs = 0;
  const opening = await longTasksOf(page, async () => {
    await page.goto("/incidents");
    await page.getByRole("row").nth(1).waitFor();
    firstRowMs = performance.now() - askedAt;
    await settled(page);
  });
  const rows = await page.getByRole("row").count();
  const working = await longTasksOf(page, async () => {
    await workWith(page, source, visit);
    await settled(page);
  });
  await page.context().close();
  return { firstRowMs, opening, working, rows };
};

/** Goes through rows, sorts, narrows, turns the page, and takes in what is new. */
const workWith = async (page: Page, source: Client, visit: number): Promise<void> => {
  await page.getByRole("region", { name: /^Incidents/ }).focus();
  for (let row = 0; row < 20; row += 1) await page.keyboard.press("j");
  await page.getByRole("button", { name: "Severity" }).click();
  await page.getByLabel("Severity").selectOption({ label: "High and above" });
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await page.getByRole("link", { name: "Next page" }).click();
  await page.getByRole("link", { name: "To the first page" }).click();
  await page
    .getByRole("columnheader", { name: /Last change/ })
    .getByRole("button")
    .click();
  await page
    .getByRole("columnheader", { name: /Last change/ })
    .getByRole("button")
    .click();
  await source.ingest(report(incidents + visit));
  await page.getByRole("button", { name: /new – show/ }).click();
  await page.getByRole("link", { name: new RegExp(`number ${incidents + visit}$`) }).waitFor();
};

/** Until the page has nothing left to do, and the browser has told of every task. */
const settled = async (page: Page): Promise<void> => {
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 500))));
};
