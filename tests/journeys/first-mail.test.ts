import { expect, test } from "vitest";
import { headerOf, startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import type { Client } from "./harness/client.ts";
import { drivers } from "./harness/drivers.ts";
import { startProduct } from "./harness/product.ts";
import { samplesOf } from "./harness/samples.ts";
import { shuffled } from "./harness/shuffled.ts";

const soc = "soc@contoso.example";
const boss = "boss@contoso.example";
const servers = "servers@contoso.example";
const tenantId = "b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c";

/**
 * What each payload must lead to, written from the payloads themselves: who is told, at which severity, and of what.
 * Whose rule is limited to a device group is told the severity of what lies in it.
 */
const expected: Record<string, { readonly told: Record<string, string>; readonly about: string }> = {
  "01-incident-without-alerts.json": { told: { [soc]: "Medium", [boss]: "Medium" }, about: "Incident 1: Multi-stage" },
  "02-incident-with-alert-evidence-device-group.json": {
    told: { [soc]: "Medium", [servers]: "Low" },
    about: "Incident 1: Multi-stage",
  },
  "03-alert-v2-standalone.json": {
    told: { [soc]: "Low", [boss]: "Low", [servers]: "Low" },
    about: "Incident 2: Suspicious execution of hidden file",
  },
  "04-incident-dlp-long-title-active.json": {
    told: { [soc]: "Medium", [boss]: "Medium" },
    about: "Incident 3: DLP policy",
  },
  "05-incident-resolved-informational.json": {
    told: { [soc]: "Informational", [boss]: "Informational" },
    about: "Incident 4: Automated investigation started manually on one endpoint",
  },
  "06-incident-redirected-update-of-12345.json": {
    told: { [soc]: "Medium", [boss]: "Medium" },
    about: "Incident 5: DLP policy",
  },
  // The target of the merge in file 06 is a stub that took number 6.
  "07-incident-single-alertcorrelation.json": {
    told: { [soc]: "Medium", [boss]: "Medium" },
    about: "Incident 7: Exfiltration incident involving multiple users",
  },
};

const story = async (administrator: Client): Promise<Client> => {
  const group = await administrator.makeDeviceGroup("Temp machines", [
    { property: "name", operator: "contains", values: ["temp"] },
  ]);
  await administrator.makeRule("Everything", [soc]);
  await administrator.makeRule("First word of each", [boss], { frequency: { kind: "oncePerIncident" } });
  await administrator.makeRule("Temp machines only", [servers], {
    deviceGroups: { scope: "selected", ids: [group.id] },
  });
  return administrator.makeSource("graph-security");
};

const samples = samplesOf("graph-security");

test.skipIf(samples === null).for(drivers)(
  "an incident comes in and the right people get one mail each, once, with what they need to know, on $name",
  async (driver, context) => {
    await using queue = await driver.open(context);
    await using sink = await startSink();
    await using product = await startProduct({ SMTP_URL: sink.url, ...queue.env });
    const administrator = await product.client.setUp(product.setupToken, { tenantId });
    const source = await story(administrator);
    const files = samples?.files ?? [];
    expect(files.map(({ name }) => name)).toEqual(Object.keys(expected));

    let mailsSoFar = 0;
    for (const { name, text } of files) {
      const { told = {}, about = "" } = expected[name] ?? {};
      await source.ingest(text);
      const count = Object.keys(told).length;
      mailsSoFar += count;
      const mails = (await sink.waitForMails(mailsSoFar, 20_000)).slice(-count);
      expect(mails.flatMap(({ to }) => to).sort(), name).toEqual(Object.keys(told).sort());
      for (const { to, raw } of mails) {
        const { subject } = await readMail(raw);
        expect(subject, name).toContain(`[${told[to[0] ?? ""]}] Contoso – ${about}`);
      }
    }
    await administrator.settled(mailsSoFar);

    // The mail about file 02 is an update of an incident that the reader knows from file 01.
    const update = sink.mails.filter(({ to }) => to.includes(soc))[1];
    const { text = "", html = "" } = await readMail(update?.raw ?? Buffer.of());
    expect(text).toMatch(/^MEDIUM SEVERITY - INCIDENT UPDATED\n/);
    expect(text.indexOf("Changed since")).toBeLessThan(text.indexOf("Status:"));
    expect(text).toContain("- 1 new alert: Suspicious execution of hidden file");
    expect(text).toMatch(/Categories: +Defense Evasion/);
    expect(text).toMatch(/Devices \(1\): +tempDns/);
    expect(text).toMatch(/Device groups: +Temp machines/);
    expect(text).toContain(`https://security.microsoft.com/incidents/2972395?tid=${tenantId}`);
    expect(text).toMatch(new RegExp(`${product.url}/incidents/[0-9a-f-]{36}`));
    expect(text.replace(/\s+/g, " ")).toContain("because rule “Everything”");
    expect(html).toContain("Suspicious execution of hidden file");
    for (const mail of sink.mails) {
      expect(mail.to).toHaveLength(1);
      expect(headerOf(mail, "Auto-Submitted")).toBe("auto-generated");
      expect(headerOf(mail, "References")).toBe(headerOf(mail, "In-Reply-To"));
      expect(headerOf(mail, "X-Tocsin-Delivery")).toMatch(/^[0-9a-f-]{36}$/);
    }

    // The same again, in any order: no change, no cause, no mail.
    for (const { name, text: again } of shuffled([...files, ...files])) {
      const [result] = await source.ingest(again);
      expect(["unchanged", "stale"], name).toContain(result?.change);
      expect([result?.notifications, result?.deliveries], name).toEqual([0, 0]);
    }
    expect(await administrator.deliveries()).toHaveLength(mailsSoFar);

    // An update with a new alert: one mail that leads with it; none for the once-per-incident rule.
    const known = JSON.parse(files[1]?.text ?? "{}");
    const [result] = await source.ingest({
      ...known,
      lastUpdateDateTime: "2021-10-02T10:00:00.1234567Z",
      alerts: [
        {
          ...known.alerts[0],
          id: "another-alert",
          title: "Shadow copies deleted",
          severity: "high",
          createdDateTime: "2021-10-02T09:59:00Z",
          lastUpdateDateTime: "2021-10-02T09:59:00Z",
        },
      ],
    });
    expect([result?.change, result?.deliveries]).toEqual(["updated", 2]);
    await administrator.settled(mailsSoFar + 2);
    const latest = sink.mails.slice(mailsSoFar);
    expect(latest.flatMap(({ to }) => to).sort()).toEqual([servers, soc]);
    for (const mail of latest) {
      const { text: said = "" } = await readMail(mail.raw);
      expect(said.split("\n").slice(0, 8).join("\n")).toContain("- 1 new alert: Shadow copies deleted");
    }
    expect(sink.mails).toHaveLength(mailsSoFar + 2);
    expect(product.api.output + product.worker.output).not.toContain('"level":50');
  },
);

interface Explanations {
  readonly rules: readonly {
    readonly rule: { readonly name: string };
    readonly notified: boolean;
    readonly changes: readonly {
      readonly asNow: {
        readonly because: readonly {
          readonly condition: string;
          readonly expected: string;
          readonly actual: string;
          readonly holds: boolean;
        }[];
        readonly recipients: readonly { readonly address: string; readonly told: boolean; readonly reason: string }[];
      };
    }[];
  }[];
}

test("for every rule by name one can read each condition, and who was told or not, and why", async () => {
  await using product = await startProduct();
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("High only", [boss], { severities: ["high", "critical"] });
  await administrator.makeRule("All of it", [soc]);
  await administrator.makeRule("Switched off", [soc], { enabled: false });
  const source = await administrator.makeSource("generic");
  const [result] = await source.ingest({ title: "Odd sign-in", severity: "medium" });

  const { rules } = await administrator.read<Explanations>(`/api/v1/incidents/${result?.incidentId}/explanations`);
  expect(rules.map(({ rule, notified }) => [rule.name, notified])).toEqual([
    ["All of it", true],
    ["High only", false],
    ["Switched off", false],
  ]);
  const [all, high, off] = rules.map(({ changes }) => changes[0]?.asNow);
  expect(all?.recipients).toEqual([{ address: soc, told: true, reason: "the rule matches" }]);
  expect(high?.because).toContainEqual({
    condition: "incidentSeverity",
    expected: "high or critical",
    actual: "medium",
    holds: false,
  });
  expect(high?.recipients).toEqual([{ address: boss, told: false, reason: "the rule did not match" }]);
  expect(off?.because).toContainEqual({
    condition: "enabled",
    expected: "the rule is on",
    actual: "off",
    holds: false,
  });

  // Without a mail server the mail is captured: readable through the api, and never called sent.
  const [delivery] = await administrator.settled(1);
  expect(delivery?.state).toBe("captured");
  const mail = await administrator.read<{ subject: string; to: string }>(`/api/v1/deliveries/${delivery?.id}/mail`);
  expect([mail.to, mail.subject]).toEqual([soc, "[Medium] Contoso – Incident 1: Odd sign-in"]);
});
