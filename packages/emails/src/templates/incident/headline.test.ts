import { type Headline, headlines, type IncidentMessage } from "@tocsin/core/messages";
import { expect, test } from "vitest";
import { renderMail } from "../../index.ts";
import { languageOf } from "../../languages/index.ts";
import { wordsOf } from "../../testing/html.ts";
import { exampleDate, exampleSender, examples, opened, readIn } from "./examples.ts";
import { headlineOf } from "./headline.ts";

const kinds: Readonly<Record<Headline, readonly [english: string, dutch: string]>> = {
  opened: ["New incident", "Nieuw incident"],
  reopened: ["Incident reopened", "Incident heropend"],
  merged: ["Incidents merged", "Incidenten samengevoegd"],
  escalated: ["Severity raised", "Ernst verhoogd"],
  resolved: ["Incident resolved", "Incident opgelost"],
  updated: ["Incident updated", "Incident bijgewerkt"],
};

test.each(headlines)("the first line of a mail says that it is of kind %s, in page and text", (headline) => {
  for (const [index, locale] of ["en", "nl"].entries()) {
    const mail = renderMail(readIn({ ...opened, headline }, locale), exampleSender, exampleDate);
    const kind = kinds[headline][index] ?? "";
    expect(wordsOf(mail.html)[1]).toBe(`Contoso · Incident 1042 · ${kind}`);
    expect(mail.text.split("\n", 1)[0]?.endsWith(` - ${kind.toUpperCase()}`)).toBe(true);
  }
});

const risen: IncidentMessage = {
  ...opened,
  headline: "merged",
  changes: { since: exampleDate, lines: [{ kind: "severity", from: "low", to: "high" }] },
};

test("a mail that starts a thread because the severity rose says so, whatever else it tells", () => {
  expect(headlineOf(risen, languageOf("en"))).toBe("Incidents merged, severity raised");
  expect(headlineOf(risen, languageOf("nl"))).toBe("Incidenten samengevoegd, ernst verhoogd");
  expect(headlineOf({ ...risen, headline: "escalated" }, languageOf("en"))).toBe("Severity raised");
});

test("a fall in severity is no rise", () => {
  expect(headlineOf(examples.resolved, languageOf("en"))).toBe("Incident resolved");
});

test("the inbox tells a turn that the subject cannot tell, and the newest alert behind it", () => {
  const preheaderOf = (message: IncidentMessage) => wordsOf(renderMail(message, exampleSender, exampleDate).html)[0];
  expect(preheaderOf(examples.resolved)).toBe("Medium · 3 devices, 2 users · Incident resolved · 03:12 CET");
  expect(preheaderOf(examples.reopened)).toBe(
    "Low · 3 devices, 2 users · Incident reopened · new: File server encrypts files in bulk · 03:12 CET",
  );
});
