import type { IncidentMessage } from "@tocsin/core/messages";
import { describe, expect, test } from "vitest";
import { renderMail } from "./index.ts";
import { exampleDate, exampleSender, examples, opened } from "./templates/incident/examples.ts";
import { hostileTexts } from "./testing/hostile.ts";
import { hrefsOf, skeletonOf, withoutTags } from "./testing/html.ts";

const render = (message: IncidentMessage, sender = exampleSender) => renderMail(message, sender, exampleDate);

test("a mail carries what mail programs thread, sort and answer by", () => {
  const { from, to, messageId, date, headers } = render(examples.escalated);
  expect({ from, to, messageId, date, headers }).toEqual({
    from: "Contoso Security <tocsin@contoso.example>",
    to: "soc@contoso.example",
    messageId: "<d-d_01J9ZK3@contoso.example>",
    date: exampleDate,
    headers: {
      "In-Reply-To": "<incident-1042.s1.9f86d081@contoso.example>",
      References: "<incident-1042.s1.9f86d081@contoso.example>",
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      "List-Id": "Incident notifications <incidents.tocsin.contoso.example>",
      Importance: "high",
      "X-Priority": "1",
      "X-Tocsin-Incident": "1042",
      "X-Tocsin-Rule": "rule_servers",
      "X-Tocsin-Delivery": "d_01J9ZK3",
      "X-Tocsin-Severity": "critical",
      "X-Tocsin-Change": "escalated",
      "List-Unsubscribe": "<https://tocsin.contoso.example/respond/d_01J9ZK3/secret-of-d_01J9ZK3/stop>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  });
});

test("only high and critical incidents are marked as important", () => {
  const important = Object.entries(examples).filter(([, message]) => "Importance" in render(message).headers);
  expect(important.map(([name]) => name)).toEqual([
    "opened",
    "updated",
    "escalated",
    "escalatedToNext",
    "acknowledged",
    "merged",
    "namesHidden",
    "manyAlerts",
  ]);
});

test("who may not stop a mail is offered no button for it", () => {
  const headers = Object.keys(render(examples.acknowledged).headers);
  expect(headers.filter((name) => name.startsWith("List-Unsubscribe"))).toEqual([]);
});

test("all rules that asked for a mail are in its header", () => {
  expect(render(examples.manyAlerts).headers["X-Tocsin-Rule"]).toBe("rule_servers, rule_all");
});

test.each([
  ["a bare address", "tocsin@contoso.example", "contoso.example"],
  ["a display name with an at sign", '"a@b" <tocsin@contoso.example>', "contoso.example"],
  ["an international domain", "Tocsin <tocsin@münchen.example>", "xn--mnchen-3ya.example"],
  ["no domain at all", "tocsin", "tocsin"],
  ["nothing", "", "localhost"],
])("the Message-ID takes its domain from %s", (_what, from, domain) => {
  expect(render(opened, { ...exampleSender, from }).messageId).toBe(`<d-d_01J9ZK3@${domain}>`);
});

test.each(Object.entries(examples))("%s is the same bytes every time it is rendered", (_name, message) => {
  expect(render(message)).toEqual(render(structuredClone(message)));
});

describe("a thousand names that an attacker chose", () => {
  const named = (text: string): IncidentMessage => {
    const name = `x ${text}`;
    const list = { count: 9, names: [name, name] };
    return {
      ...opened,
      headline: "updated",
      organizationName: name,
      incident: {
        ...opened.incident,
        title: name,
        titleAtFirstMail: name,
        status: name,
        assignedTo: name,
        categories: [name],
        tags: [name],
      },
      changes: {
        since: exampleDate,
        lines: [
          { kind: "newAlerts", count: 2, newest: name },
          { kind: "newEvidence", type: name, count: 9, names: [name] },
          { kind: "status", from: name, to: name },
          { kind: "assigned", to: name },
          { kind: "classified", as: name },
        ],
      },
      devices: list,
      users: list,
      mailboxes: list,
      deviceGroups: [name],
      sources: [name],
      alerts: [{ title: name, severity: "high", at: exampleDate, source: name }],
      alertCount: 1,
      links: { console: text, portal: "https://security.microsoft.com/" },
      responses: null,
      why: { rules: [{ id: "r", name, owner: name, severities: ["high"], deviceGroups: [name] }], otherRecipients: 1 },
    };
  };
  const harmless = render(named("y"));
  const skeleton = skeletonOf(harmless.html).join("\n");
  const headers = JSON.stringify(harmless.headers);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what must not be there
  const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

  test("change neither a header, nor the structure of the page, nor where its links lead", { timeout: 60_000 }, () => {
    const changed = hostileTexts(1_000).filter((text) => {
      const mail = render(named(text));
      return (
        JSON.stringify(mail.headers) !== headers ||
        skeletonOf(mail.html).join("\n") !== skeleton ||
        /[<>]/.test(withoutTags(mail.html)) ||
        hrefsOf(mail.html).join() !== "https://security.microsoft.com/" ||
        /[\n\r]/.test(mail.subject) ||
        [...mail.subject].length > 120 ||
        [mail.subject, mail.text, mail.html].some((part) => controls.test(part) || !part.isWellFormed())
      );
    });
    expect(changed).toEqual([]);
  });
});

test("a header that was given a line break still is one header", () => {
  const { headers } = render({ ...opened, thread: { rootId: "<a>\r\nBcc: x@evil.example" } });
  expect(headers["References"]).toBe("<a> Bcc: x@evil.example");
});
