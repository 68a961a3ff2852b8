import type { IncidentMessage, TestMessage } from "@tocsin/core/messages";
import { describe, expect, test } from "vitest";
import { renderMail } from "../../index.ts";
import { hostileTexts } from "../../testing/hostile.ts";
import { skeletonOf, withoutTags, wordsOf } from "../../testing/html.ts";
import { exampleDate, exampleSender, examples as incidents } from "../incident/examples.ts";
import { examples, readIn } from "./examples.ts";

const render = (message: TestMessage | IncidentMessage) => renderMail(message, exampleSender, exampleDate);
const notices = {
  en: "Test of rule “High incidents” by Ada Lovelace; no real incident happened.",
  nl: "Test van regel “High incidents” door Ada Lovelace; er heeft zich geen echt incident voorgedaan.",
};

describe.each(["en", "nl"] as const)("a test mail in %s", (language) => {
  const mail = render(readIn(examples.testOfOpened, language));

  test("has a subject that says so in the place of the severity", () => {
    expect(mail.subject).toBe("[Test] Contoso – Incident 1042: Ransomware activity on several endpoints");
  });

  test("begins with whose test it is, in the page, the text and the inbox", () => {
    const [preheader, first] = wordsOf(mail.html);
    expect(first).toBe(notices[language]);
    expect(mail.text.replace(/\n/g, " ").startsWith(`${notices[language]} `)).toBe(true);
    expect(preheader?.startsWith(notices[language])).toBe(true);
    expect([...(preheader ?? "")].length).toBeLessThanOrEqual(110);
  });

  test("says so in its headline too", () => {
    expect(mail.text).toMatch(/ - \[TEST\] (NEW|NIEUW) INCIDENT\n/);
    expect(wordsOf(mail.html)).toContain(
      `Contoso · Incident 1042 · [Test] ${language === "en" ? "New incident" : "Nieuw incident"}`,
    );
  });
});

test("a test mail lands in no thread and is never urgent", () => {
  expect(render(examples.testOfEscalated).headers).toEqual({
    "Auto-Submitted": "auto-generated",
    "X-Auto-Response-Suppress": "All",
    "List-Id": "Incident notifications <incidents.tocsin.contoso.example>",
    "X-Tocsin-Incident": "1042",
    "X-Tocsin-Rule": "rule_servers",
    "X-Tocsin-Delivery": "d_01J9ZK3",
    "X-Tocsin-Severity": "critical",
    "X-Tocsin-Change": "test",
  });
});

test("but for its marks, and links that would act on nothing, a test mail is the mail that the rule would send", () => {
  const { from, to, messageId, date, ...real } = render({ ...incidents.escalated, responses: null });
  const tried = render(examples.testOfEscalated);
  const afterNotice = tried.text.slice(tried.text.indexOf("\n\n") + 2);
  expect(tried).toMatchObject({ from, to, messageId, date });
  expect(afterNotice.replace("[TEST] ", "")).toBe(real.text);
  expect(wordsOf(tried.html).slice(3)).toEqual(wordsOf(real.html).slice(2));
});

test("a test that nobody is known to have asked for names nobody", () => {
  expect(wordsOf(render({ ...examples.testOfOpened, by: " \r\n" }).html)).toContain(
    "Test of rule “High incidents”; no real incident happened.",
  );
});

test("a test of mail as such names no rule", () => {
  const { html } = render(examples.testOfMail);
  expect(wordsOf(html)).toContain("Test of this installation’s mail; no real incident happened.");
});

test("names in bad faith change neither the structure of the page nor the headers", () => {
  const named = (name: string) => render({ ...examples.testOfOpened, ruleName: `x ${name}`, by: `x ${name}` });
  const harmless = named("y");
  const changed = hostileTexts(200).filter((text) => {
    const mail = named(text);
    return (
      skeletonOf(mail.html).join() !== skeletonOf(harmless.html).join() ||
      /[<>]/.test(withoutTags(mail.html)) ||
      JSON.stringify([mail.subject, mail.headers]) !== JSON.stringify([harmless.subject, harmless.headers])
    );
  });
  expect(changed).toEqual([]);
});
