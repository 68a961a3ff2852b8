import { type ChangeDetail, nothingNew } from "@tocsin/core/incidents";
import { expect, test } from "vitest";
import { en } from "../../languages/en.ts";
import { toldSentences } from "../../languages/told.ts";
import { timesIn } from "../../lib/times.ts";
import { changeLines } from "./change-lines.ts";
import { classificationOf } from "./classification.ts";

const reader = {
  language: "en" as const,
  sentences: { ...en, ...toldSentences.en },
  times: timesIn("en", "UTC"),
  sourceName: () => null,
};
const said = (detail: Partial<ChangeDetail>) =>
  changeLines({ ...nothingNew, ...detail }, reader).map(({ text }) => text);

test("each thing that a change brought is a line, alerts first", () => {
  expect(
    said({
      newAlerts: [{ key: "a", title: "Shadow copies deleted", severity: "high" }],
      raisedAlerts: [{ key: "b", title: "", from: "low", to: "high" }],
      severity: { from: "medium", to: "high" },
      status: { from: "active", to: "resolved" },
      assignedTo: { from: null, to: "Sanne" },
      classification: { from: null, to: "truePositive (multiStagedAttack)" },
      merged: [7, 9],
    }),
  ).toEqual([
    "1 new alert:",
    "Severity rose from Medium to High",
    "Status went from Active to Resolved",
    "Assigned to Sanne",
    "Classified as True positive (multi staged attack)",
    "Incidents 7, 9 were merged into this one",
    "Alert “Alert without a title” rose from Low to High",
  ]);
});

test("evidence is told by type, each piece once, and only a few by name", () => {
  const piece = (name: string, alertKey = "a") => ({ alertKey, type: "device" as const, key: name, name });
  const newEvidence = ["1", "2", "3", "4", "5", "6", "7"].map((name) => piece(name));
  expect(said({ newEvidence: [piece("srv"), piece("srv", "b")] })).toEqual(["New to it, Devices: srv"]);
  expect(said({ newEvidence })).toEqual(["New to it, Devices: 1, 2, 3, 4, 5 and 2 more"]);
});

test("a detail in another form than ours is left out, and the rest still told", () => {
  expect(changeLines({ severity: "high", status: { from: "active", to: "resolved" }, more: 1 }, reader)).toEqual([
    { text: "Status went from Active to Resolved", alerts: [] },
  ]);
  expect(changeLines({}, reader)).toEqual([]);
});

test("a classification that says nothing is none", () => {
  expect(classificationOf({ classification: "unknown", determination: "malware" }, reader)).toBeNull();
  expect(classificationOf({ classification: "falsePositive", determination: "unknown" }, reader)).toBe(
    "False positive",
  );
  expect(classificationOf({ classification: "Benign", determination: "noise" }, reader)).toBe("Benign (noise)");
});
