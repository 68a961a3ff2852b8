import type { Severity } from "@tocsin/core/kernel";
import type { IncidentMessage } from "@tocsin/core/messages";
import { describe, expect, test } from "vitest";
import { languageOf, languages } from "../../languages/index.ts";
import { opened } from "./examples.ts";
import { subjectOf } from "./subject.ts";

const en = languageOf("en");
const title = opened.incident.titleAtFirstMail;

const anIncident = (incident: Partial<IncidentMessage["incident"]>, organizationName: string | null = null) => ({
  ...opened,
  organizationName,
  incident: { ...opened.incident, ...incident },
});

const outsideTheBracket = (subject: string): string => subject.replace(/^\[[^\]]*\]/, "");

test.each<[string, string, IncidentMessage, string]>([
  ["severity, number and name", "en", anIncident({}), `[High] Incident 1042: ${title}`],
  [
    "the organization, where it may be named",
    "en",
    anIncident({}, "Contoso"),
    `[High] Contoso – Incident 1042: ${title}`,
  ],
  ["the severity in Dutch", "nl-BE", anIncident({}), `[Hoog] Incident 1042: ${title}`],
  ["the severity of this mail", "en", anIncident({ severity: "critical" }), `[Critical] Incident 1042: ${title}`],
  [
    "the name of the first mail after a renaming",
    "en",
    anIncident({ title: "Renamed" }),
    `[High] Incident 1042: ${title}`,
  ],
  [
    "one line, whatever the name holds",
    "en",
    anIncident({ titleAtFirstMail: "a\r\nBcc: x\u202e\u2028y" }),
    "[High] Incident 1042: a Bcc: x y",
  ],
  [
    "the number alone for a name of nothing but controls",
    "en",
    anIncident({ titleAtFirstMail: "\r\n\u0000" }),
    "[High] Incident 1042",
  ],
  [
    "a long name cut at a word",
    "en",
    anIncident({ titleAtFirstMail: "encrypting ".repeat(20) }),
    `[High] Incident 1042: ${"encrypting ".repeat(8).trim()}…`,
  ],
])("the subject shows %s", (_what, locale, message, expected) => {
  expect(subjectOf(message, languageOf(locale))).toBe(expected);
});

test("the name of a long-named organization leaves room for that of the incident", () => {
  const subject = subjectOf(anIncident({}, "The United Federation of Very Long Names and Sons Incorporated"), en);
  expect(subject).toBe(
    `[High] The United Federation of Very Long… – Incident 1042: Ransomware activity on several endpoints`,
  );
});

describe("a thread", () => {
  const severities: readonly Severity[] = ["unknown", "informational", "low", "medium", "high", "critical"];
  const longNames = ["short", "word ".repeat(60), "x".repeat(500), "👩‍👩‍👧".repeat(100)];

  test.each(longNames)("keeps the rest of its subject when severity, language, status and name change (%#)", (name) => {
    const subjects = languages.flatMap((language) =>
      severities.map((severity) =>
        subjectOf(
          anIncident({ severity, titleAtFirstMail: name, title: severity, status: severity }, "Contoso"),
          language,
        ),
      ),
    );
    expect(new Set(subjects.map(outsideTheBracket)).size).toBe(1);
    expect(Math.max(...subjects.map((subject) => [...subject].length))).toBeLessThanOrEqual(120);
  });
});
