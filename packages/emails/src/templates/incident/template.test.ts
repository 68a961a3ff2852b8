import type { IncidentMessage } from "@tocsin/core/messages";
import { describe, expect, test } from "vitest";
import { renderMail } from "../../index.ts";
import { hrefsOf, skeletonOf, withoutTags, wordsOf } from "../../testing/html.ts";
import { exampleDate, exampleSender, examples, opened, readIn } from "./examples.ts";

const htmlOf = (message: IncidentMessage): string => renderMail(message, exampleSender, exampleDate).html;
const kilobytes = (html: string): number => Buffer.byteLength(html) / 1_000;

test("the reader meets severity, name, changes and button before the facts, and the reason last", () => {
  const words = wordsOf(htmlOf(examples.escalated));
  const stops = [
    "Critical · 3 devices, 2 users · Severity raised · 03:12 CET",
    "Contoso · Incident 1042 · Severity raised",
    "Critical severity",
    "Ransomware activity on several endpoints",
    "What changed since your last mail (22 Nov 02:41 CET)",
    "Severity rose from High to Critical",
    "Open incident 1042",
    "Opens tocsin.contoso.example",
    "Open in the vendor’s portal",
    "Status",
    "Devices (3)",
    "Alerts (4)",
    "Shadow copies deleted on SRV-FILE-02",
    "Also sent to 3 other addresses.",
    "Address of this incident: https://tocsin.contoso.example/incidents/1042",
    "Delivery d_01J9ZK3 · times are Europe/Amsterdam",
  ];
  expect(words.filter((line) => stops.includes(line))).toEqual(stops);
});

test("the inbox shows counts, the newest alert and the time beside the subject", () => {
  expect(wordsOf(htmlOf(examples.updated))[0]).toBe(
    "High · 3 devices, 2 users · new: Shadow copies deleted on SRV-FILE-02 · 03:12 CET",
  );
});

test("a long alert title leaves the time in the inbox line", () => {
  const alerts = opened.alerts.map((alert) => ({ ...alert, title: "very long words ".repeat(30) }));
  const line = wordsOf(htmlOf({ ...opened, alerts }))[0] ?? "";
  expect(line).toMatch(/^High · 3 devices, 2 users · new: very long .*… · 03:12 CET$/);
  expect([...line].length).toBeLessThanOrEqual(110);
});

test("a first mail has no box of changes", () => {
  expect(wordsOf(htmlOf(examples.opened)).join("\n")).not.toContain("What changed");
});

test("a renamed incident shows its name and the earlier one", () => {
  const words = wordsOf(htmlOf(examples.reopened));
  expect(words).toContain("Ransomware activity returned");
  expect(words[words.indexOf("Earlier name") + 1]).toBe("Ransomware activity on several endpoints");
});

test("lists show five and count the others, also the alerts", () => {
  const words = wordsOf(htmlOf(examples.manyAlerts));
  expect(words).toContain("SRV-FILE-01, SRV-FILE-02, SRV-FILE-03, SRV-FILE-04, SRV-FILE-05 and 7 more");
  expect(words.filter((line) => line.startsWith("Shadow copies deleted, round"))).toHaveLength(10);
  expect(words).toContain("and 17 more in the console");
});

test("names that a rule keeps out are counted and not told", () => {
  const words = wordsOf(htmlOf(examples.namesHidden));
  expect(words[words.indexOf("Devices") + 1]).toBe("3");
  expect(words.join("\n")).not.toContain("LT-0442");
});

test("what is not known or not there has no row", () => {
  expect(wordsOf(htmlOf(examples.noDevices)).join("\n")).not.toMatch(
    /Devices|Users|Mailboxes|Categories|First activity|Alerts/,
  );
});

test("every rule that asked for the mail is named, with its owner where it has one", () => {
  const words = wordsOf(htmlOf(examples.manyAlerts));
  expect(words).toContain(
    "You get this mail because rule “High incidents on servers” sends Critical, High and Medium incidents in device group Servers – Amsterdam to soc@contoso.example. Rule owner: Sanne de Vries.",
  );
  expect(words).toContain(
    "You get this mail because rule “Everything” sends incidents of every severity in all device groups to soc@contoso.example.",
  );
  expect(words).toContain("Sent to no other address.");
});

describe("links", () => {
  const consoleLink = "https://tocsin.contoso.example/incidents/1042";
  const portalLink = "https://security.microsoft.com/incidents/29?tid=x";
  const withLinks = (console: string | null, portal: string | null) =>
    htmlOf({ ...opened, links: { console, portal }, responses: null });

  test.each<[string, string | null, string | null, readonly string[]]>([
    [
      "the button leads to the console and a plain link to the portal",
      consoleLink,
      portalLink,
      [consoleLink, portalLink],
    ],
    ["without a console link the button leads to the portal", null, portalLink, [portalLink]],
    ["without links there is nothing to click", null, null, []],
    ["a script is never a link", "javascript:alert(1)", "JAVASCRIPT:alert(1)", []],
    ["a document in an address is never a link", "data:text/html,<b>x", " data:text/html;base64,PGI+", []],
    ["other schemes are never a link", "file:///etc/passwd", "vbscript:x", []],
    [
      "an address with credentials is never a link",
      "https://security.microsoft.com@evil.example/",
      "https://a:b@evil.example/",
      [],
    ],
  ])("%s", (_guarantee, console, portal, expected) => {
    expect(hrefsOf(withLinks(console, portal))).toEqual(expected);
  });

  test("every host that can be clicked is also to be read", () => {
    const html = withLinks(consoleLink, "https://xn--mnchen-3ya.example/x");
    const words = wordsOf(html).join("\n");
    expect(hrefsOf(html).filter((href) => !words.includes(new URL(href).host))).toEqual([]);
  });
});

describe("for every reader's mail program", () => {
  test.each(Object.entries(examples))(
    "%s is one heading, presentation tables and its own language",
    (_name, message) => {
      const html = htmlOf(message);
      const tags = skeletonOf(html);
      expect(html).toMatch(/^<!DOCTYPE html><html dir="ltr" lang="(en|nl)">/);
      expect(tags.filter((tag) => /^h1\b/.test(tag))).toHaveLength(1);
      expect(html.match(/<table(?![^>]*role="presentation")/g)).toBeNull();
      expect(html).toMatch(/<div role="article" aria-roledescription="email" lang="(en|nl)" [^>]+ aria-label="[^"]+">/);
      expect(tags.filter((tag) => /^(img|script|link|iframe|form|input)\b/.test(tag))).toEqual([]);
      expect(withoutTags(html)).not.toMatch(/[<>]/);
      expect(html.slice(html.indexOf("<body"))).not.toMatch(/>\s+</);
      // So that it can go out as it is (RFC 5321 section 4.5.3.1.6), without an encoding that a reader would have to undo.
      expect(html).toMatch(/^[ -~\n]*$/);
      expect(Math.max(...html.split("\n").map((line) => line.length))).toBeLessThanOrEqual(998);
    },
  );

  test("markup follows the reader's language", () => {
    expect(new Set(htmlOf(readIn(examples.escalated, "nl")).match(/lang="\w+"/g))).toEqual(new Set(['lang="nl"']));
  });
});

describe("a mail program that cuts at 102 KB", () => {
  const quotes = '"'.repeat(400);
  const names = Array.from({ length: 300 }, (_, index) => `${index}${quotes}`);
  const long: IncidentMessage = {
    ...opened,
    incident: { ...opened.incident, title: quotes, titleAtFirstMail: `x${quotes}`, categories: names, tags: names },
    devices: { count: 300, names },
    users: { count: 300, names },
    mailboxes: { count: 300, names },
    deviceGroups: names,
    sources: names,
    alerts: names.map((title) => ({ title, severity: "high", at: opened.incident.lastActivityAt, source: quotes })),
    alertCount: 300,
  };
  const rules = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      id: `rule_${index}`,
      name: quotes,
      owner: quotes,
      severities: [],
      deviceGroups: names,
    }));

  test("shows the footer of a mail with hundreds of long alerts and names", () => {
    const html = htmlOf(long);
    expect(kilobytes(html)).toBeLessThanOrEqual(80);
    expect(wordsOf(html).at(-1)).toBe("Delivery d_01J9ZK3 · times are Europe/Amsterdam");
  });

  test("gets fewer alerts, in HTML and text alike, where rules take the room", () => {
    const mail = renderMail({ ...long, why: { rules: rules(5), otherRecipients: 0 } }, exampleSender, exampleDate);
    const shown = mail.text.split("\n").filter((line) => line.startsWith("- High:")).length;
    expect(kilobytes(mail.html)).toBeLessThanOrEqual(80);
    expect([5, 2, 1, 0]).toContain(shown);
    expect(mail.text).toContain(`and ${300 - shown} more in the console`);
    expect(wordsOf(mail.html)).toContain(`and ${300 - shown} more in the console`);
    expect(wordsOf(mail.html).filter((line) => line.startsWith("You get this mail because"))).toHaveLength(5);
  });

  test("gets fewer rules where they alone would be too long, and how many there are", () => {
    const html = htmlOf({ ...long, why: { rules: rules(200), otherRecipients: 0 } });
    expect(kilobytes(html)).toBeLessThanOrEqual(80);
    expect(wordsOf(html).join("\n")).toMatch(/\d+ more rules asked for this mail\./);
  });
});
