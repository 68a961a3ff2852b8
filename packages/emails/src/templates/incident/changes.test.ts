import type { ChangeLine, Headline, IncidentMessage } from "@tocsin/core/messages";
import { expect, test } from "vitest";
import { languageOf } from "../../languages/index.ts";
import { timesOf } from "../../times.ts";
import { changesOf } from "./changes.ts";
import { opened } from "./examples.ts";

const since = Date.parse("2026-11-22T01:41:00Z");

const tell = (lines: readonly ChangeLine[], locale = "en", message: IncidentMessage = opened) => {
  const language = languageOf(locale);
  return changesOf({ ...message, changes: { since, lines } }, language, timesOf("UTC", language));
};

test("a first mail says what happened to the incident, and since when is no question", () => {
  const lines = [{ kind: "merged", numbers: [7] }] as const;
  const shown = (locale: string) => {
    const language = languageOf(locale);
    return changesOf({ ...opened, changes: { since: null, lines } }, language, timesOf("UTC", language));
  };
  expect(shown("en")).toEqual({ heading: "What happened", lines: ["Incident 7 was merged into this one"] });
  expect(shown("nl")?.heading).toBe("Wat er is gebeurd");
});

test.each<[ChangeLine, string, string]>([
  [
    { kind: "severity", from: "medium", to: "high" },
    "Severity rose from Medium to High",
    "Ernst gestegen van Gemiddeld naar Hoog",
  ],
  [{ kind: "severity", from: "high", to: "low" }, "Severity fell from High to Low", "Ernst gedaald van Hoog naar Laag"],
  [
    { kind: "alertRaised", title: "T", from: "low", to: "high" },
    "Alert “T” rose from Low to High",
    "Waarschuwing “T” gestegen van Laag naar Hoog",
  ],
  [{ kind: "newAlerts", count: 1, newest: "T" }, "1 new alert: T", "1 nieuwe waarschuwing: T"],
  [{ kind: "newAlerts", count: 2, newest: "T" }, "2 new alerts, newest: T", "2 nieuwe waarschuwingen, nieuwste: T"],
  [{ kind: "newAlerts", count: 2, newest: "" }, "2 new alerts", "2 nieuwe waarschuwingen"],
  [{ kind: "newEvidence", type: "device", count: 1, names: ["A"] }, "1 new device: A", "1 nieuw apparaat: A"],
  [
    { kind: "newEvidence", type: "ip", count: 2, names: ["A", "B"] },
    "2 new IP addresses: A, B",
    "2 nieuwe IP-adressen: A, B",
  ],
  [
    { kind: "newEvidence", type: "user", count: 12, names: ["a", "b", "c", "d", "e", "f"] },
    "12 new users: a, b, c, d, e and 7 more",
    "12 nieuwe gebruikers: a, b, c, d, e en nog 7",
  ],
  [{ kind: "newEvidence", type: "user", count: 3, names: [] }, "3 new users", "3 nieuwe gebruikers"],
  [{ kind: "newEvidence", type: "satellite", count: 1, names: [] }, "1 new piece of evidence", "1 nieuw bewijsstuk"],
  [
    { kind: "status", from: "active", to: "inProgress" },
    "Status changed from Active to In progress",
    "Status gewijzigd van Actief naar In behandeling",
  ],
  [
    { kind: "status", from: "toString", to: "Triaged" },
    "Status changed from toString to Triaged",
    "Status gewijzigd van toString naar Triaged",
  ],
  [{ kind: "assigned", to: "Sanne" }, "Assigned to Sanne", "Toegewezen aan Sanne"],
  [{ kind: "assigned", to: null }, "No longer assigned to anyone", "Aan niemand meer toegewezen"],
  [{ kind: "classified", as: "truePositive" }, "Classified as True positive", "Geclassificeerd als Terecht-positief"],
  [{ kind: "classified", as: "Own word" }, "Classified as Own word", "Geclassificeerd als Own word"],
  [{ kind: "classified", as: null }, "Classification removed", "Classificatie verwijderd"],
  [
    { kind: "merged", numbers: [7] },
    "Incident 7 was merged into this one",
    "Incident 7 is met dit incident samengevoegd",
  ],
  [
    { kind: "merged", numbers: [7, 8, 9] },
    "Incidents 7, 8 and 9 were merged into this one",
    "Incidenten 7, 8 en 9 zijn met dit incident samengevoegd",
  ],
])("%j is told as a plain sentence", (line, english, dutch) => {
  expect(tell([line])?.lines).toEqual([english]);
  expect(tell([line], "nl")?.lines).toEqual([dutch]);
});

const assigned = (to: string): ChangeLine => ({ kind: "assigned", to });

test("five changes are all told", () => {
  expect(tell(["a", "b", "c", "d", "e"].map(assigned))?.lines.at(-1)).toBe("Assigned to e");
});

test("of more than five changes the first four are told and the others counted", () => {
  expect(tell(["a", "b", "c", "d", "e", "f"].map(assigned))?.lines).toEqual([
    "Assigned to a",
    "Assigned to b",
    "Assigned to c",
    "Assigned to d",
    "2 more changes",
  ]);
});

test("a mail without changes has no box", () => {
  expect(tell([])).toBeNull();
});

test.each<[Headline, ChangeLine, string]>([
  ["merged", { kind: "merged", numbers: [7, 8] }, "Incidents 7 and 8 were merged into this one"],
  ["resolved", { kind: "status", from: "active", to: "resolved" }, "Status changed from Active to Resolved"],
  ["reopened", { kind: "status", from: "resolved", to: "active" }, "Status changed from Resolved to Active"],
  ["escalated", { kind: "severity", from: "low", to: "high" }, "Severity rose from Low to High"],
])("a mail that says %s begins with what bears it out, however much else changed", (headline, line, sentence) => {
  const lines = [...["a", "b", "c", "d", "e", "f"].map(assigned), line];
  expect(tell(lines, "en", { ...opened, headline })?.lines[0]).toBe(sentence);
});

test("a resolution tells whose the incident was and what it turned out to be", () => {
  const resolved: IncidentMessage = {
    ...opened,
    headline: "resolved",
    incident: { ...opened.incident, status: "resolved", assignedTo: "Sanne" },
  };
  const lines: readonly ChangeLine[] = [
    { kind: "newAlerts", count: 1, newest: "T" },
    { kind: "status", from: "inProgress", to: "resolved" },
    { kind: "classified", as: "falsePositive" },
  ];
  expect(tell(lines, "en", resolved)?.lines).toEqual([
    "Status changed from In progress to Resolved, assigned to Sanne",
    "Classified as False positive",
    "1 new alert: T",
  ]);
  expect(tell(lines, "nl", resolved)?.lines[0]).toBe(
    "Status gewijzigd van In behandeling naar Opgelost, toegewezen aan Sanne",
  );
});
