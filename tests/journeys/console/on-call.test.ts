import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sink, startSink } from "../../smtp-sink/index.ts";
import { administrator, type Client } from "../harness/client.ts";
import { responseLinksIn } from "../harness/response-links.ts";
import { hasBrowser } from "./harness/browser.ts";
import { type Console, openConsole } from "./harness/open-console.ts";
import { tabTo } from "./harness/tab-to.ts";

const [soc, lead] = ["soc@contoso.example", "lead@contoso.example"];

interface Rule {
  readonly id: string;
  readonly name: string;
  readonly escalation: unknown;
  readonly recipients: readonly {
    readonly address: string;
    readonly tier: number;
    readonly stoppedAt: string | null;
  }[];
}

const heading = (page: Page, name: string) => page.getByRole("heading", { name, exact: true }).waitFor();

describe.skipIf(!hasBrowser())("on call, in the console", () => {
  let sink: Sink;
  let opened: Console;
  let source: Client;

  beforeAll(async () => {
    sink = await startSink();
    opened = await openConsole({ SMTP_URL: sink.url });
    source = await opened.admin.makeSource("generic");
  });
  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]();
    await sink?.[Symbol.asyncDispose]();
  });

  const ruleNamed = async (name: string): Promise<Rule> => {
    const { items } = await opened.admin.read<{ items: Rule[] }>("/api/v1/notification-rules");
    const rule = items.find((one) => one.name === name);
    if (rule === undefined) throw new Error(`No rule is named ${name}`);
    return rule;
  };

  /** Presses the button of a link in the mail that came last. */
  const answerLast = async (response: string): Promise<void> => {
    const mail = sink.mails.at(-1);
    const url = mail && (await responseLinksIn(mail))[response];
    if (url === undefined) throw new Error(`The last mail has no link to ${response}`);
    expect((await fetch(url, { method: "POST" })).status).toBe(200);
  };

  test("a rule that tells somebody further when nobody acknowledges is made by keyboard alone", async () => {
    const page = await opened.openPage();
    await page.goto("/rules/new");
    await heading(page, "Basics");
    await tabTo(page, "textbox", "Name");
    await page.keyboard.type("On call");
    await page.keyboard.press("Enter");
    await heading(page, "Notification settings");
    await page.keyboard.press("Alt+ArrowRight");

    await heading(page, "Recipients");
    await tabTo(page, "textbox", "E-mail addresses");
    await page.keyboard.type(`${soc}, ${lead}`);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Recipients (2)" }).waitFor();
    await tabTo(page, "combobox", `When ${lead} is told`);
    await page.keyboard.press("ArrowDown");
    await tabTo(page, "textbox", `If nobody acknowledges, tell ${lead} after`);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("5");
    await page.keyboard.press("Alt+ArrowRight");

    await heading(page, "Review rule");
    await page.getByText(`after 5 minutes: ${lead}`).first().waitFor();
    await tabTo(page, "button", "Create rule");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "On call" }).waitFor();
    const { recipients, escalation } = await ruleNamed("On call");
    expect(recipients.map(({ address, tier }) => [address, tier])).toEqual([
      [soc, 0],
      [lead, 1],
    ]);
    expect(escalation).toEqual([{ afterMinutes: 5 }]);
    await page.close();
  });

  test("who acknowledges on the incident's page stops the next step, and others see it without asking", async () => {
    const [taken] = await source.ingest({ title: "Ransomware on SRV-1", severity: "high" });
    await sink.waitForMails(1);
    const [mine, other] = await Promise.all([opened.openPage(), opened.openPage({ language: "nl" })]);
    for (const page of [mine, other]) await page.goto(`/incidents/${taken?.incidentId}`);
    await mine.getByText("Unless somebody acknowledges, the 1st step is told").waitFor();
    await other.getByText("Als niemand bevestigt, krijgt stap 1 bericht").waitFor();

    // A page in the background does not ask by itself: what it shows from here on it was told.
    await other.evaluate(() => Object.defineProperty(document, "visibilityState", { value: "hidden" }));
    await mine.getByRole("button", { name: "Acknowledge" }).click();
    await mine.getByText("Nobody further is told: the incident is acknowledged").waitFor();
    await mine.getByText(/^Acknowledged: Ada/).waitFor();
    expect(await mine.getByRole("button", { name: "Acknowledge" }).count()).toBe(0);
    await other.getByText("Verder krijgt niemand bericht: het incident is bevestigd").waitFor();
    await Promise.all([mine.close(), other.close()]);
  });

  test("the incident's page shows who muted it, and lets him hear again", async () => {
    const [taken] = await source.ingest({ title: "Impossible travel", severity: "high" });
    await sink.waitForMails(2);
    await answerLast("mute");
    const page = await opened.openPage();
    await page.goto(`/incidents/${taken?.incidentId}`);
    await page.getByText(`${soc} hears no more of this incident until it is resolved`).waitFor();
    await page.getByRole("button", { name: `Mail again: ${soc}` }).click();
    await page.getByText(`${soc} hears of this incident again`).waitFor();
    expect(await page.getByRole("button", { name: `Mail again: ${soc}` }).count()).toBe(0);
    await page.close();
  });

  test("who is signed in mutes an incident for himself from its page, by keyboard, and takes it back", async () => {
    const [taken] = await source.ingest({ title: "Password spray", severity: "high" });
    const own = "You hear no more of this incident until it is resolved";
    const page = await opened.openPage();
    await page.goto(`/incidents/${taken?.incidentId}`);
    await page.getByRole("button", { name: "Mute for me" }).waitFor();
    await tabTo(page, "button", "Mute for me");
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "For 4 hours" }).waitFor();
    await page.getByRole("menuitem", { name: "Until it is resolved" }).press("Enter");
    await page.getByRole("main").getByText(own).waitFor();
    await page.getByText(`${administrator.email} hears no more of this incident until it is resolved`).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Mute for me" }).click();
    await page.getByRole("menuitem", { name: "For 24 hours" }).click();
    await page.getByRole("button", { name: "Mail me again" }).click();
    await page.getByText("You hear of this incident again").waitFor();
    await page.getByRole("button", { name: "Mute for me" }).waitFor();
    const { mutes } = await opened.admin.read<{ mutes: unknown[] }>(
      `/api/v1/incidents/${taken?.incidentId}/explanations`,
    );
    expect(mutes).toEqual([]);
    await page.close();
  });

  test("the rule's page shows who stopped its mails, and takes that back", async () => {
    await answerLast("stop");
    const { id } = await ruleNamed("On call");
    const page = await opened.openPage();
    await page.goto(`/rules/${id}`);
    await page.getByText(`${soc} stopped these mails`).waitFor();
    await page.getByRole("button", { name: "Mail again" }).click();
    await page.getByText(`${soc} stopped these mails`).waitFor({ state: "detached" });
    expect((await ruleNamed("On call")).recipients[0]?.stoppedAt ?? null).toBeNull();
    expect(opened.faults).toEqual([]);
    await page.close();
  });
});
