import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ChangeDetail,
  type ChangeKind,
  type ChangeNews,
  type IncomingIncident,
  nothingNew,
} from "../incidents/index.ts";
import { anyPayload } from "../testing/any-payload.ts";
import { takePayload } from "../testing/index.ts";
import { foldChanges } from "./fold-changes.ts";

const folded = (...details: readonly Partial<ChangeDetail>[]) =>
  foldChanges(details.map((detail) => ({ kinds: ["updated"], detail: { ...nothingNew, ...detail } }))).detail;

const alert = (key: string) => ({ key, title: key.toUpperCase() });
const device = (alertKey: string, key: string) => ({ alertKey, type: "device" as const, key, name: key });

describe("several changes in a row are told as one", () => {
  test.each<[string, readonly Partial<ChangeDetail>[], Partial<ChangeDetail>]>([
    ["nothing of nothing", [], {}],
    [
      "a step from the first to the last",
      [{ status: { from: "active", to: "inProgress" } }, {}, { status: { from: "inProgress", to: "resolved" } }],
      { status: { from: "active", to: "resolved" } },
    ],
    [
      "no step where the last is the first",
      [{ assignedTo: { from: null, to: "sanne" } }, { assignedTo: { from: "sanne", to: null } }],
      {},
    ],
    [
      "severities, assignments and classifications alike",
      [
        { severity: { from: "low", to: "medium" }, classification: { from: null, to: "truePositive" } },
        { severity: { from: "medium", to: "high" }, assignedTo: { from: "sanne", to: "ali" } },
      ],
      {
        severity: { from: "low", to: "high" },
        classification: { from: null, to: "truePositive" },
        assignedTo: { from: "sanne", to: "ali" },
      },
    ],
    [
      "all new alerts",
      [{ newAlerts: [{ ...alert("a"), severity: "low" }] }, { newAlerts: [{ ...alert("b"), severity: "high" }] }],
      {
        newAlerts: [
          { ...alert("a"), severity: "low" },
          { ...alert("b"), severity: "high" },
        ],
      },
    ],
    [
      "an alert that was raised twice once, from the first to the last",
      [
        { raisedAlerts: [{ ...alert("a"), from: "low", to: "medium" }] },
        { raisedAlerts: [{ ...alert("a"), title: "A again", from: "medium", to: "high" }] },
      ],
      { raisedAlerts: [{ ...alert("a"), title: "A again", from: "low", to: "high" }] },
    ],
    [
      "an alert that is new and was raised since as new, with the severity that it has",
      [
        { newAlerts: [{ ...alert("a"), severity: "low" }] },
        { raisedAlerts: [{ ...alert("a"), from: "low", to: "high" }] },
      ],
      { newAlerts: [{ ...alert("a"), severity: "high" }] },
    ],
    [
      "new evidence of known alerts, but not that of new ones, which speak for themselves",
      [
        { newAlerts: [{ ...alert("b"), severity: "low" }], newEvidence: [device("a", "srv-01")] },
        { newEvidence: [device("a", "srv-02"), device("b", "srv-03")] },
      ],
      { newAlerts: [{ ...alert("b"), severity: "low" }], newEvidence: [device("a", "srv-01"), device("a", "srv-02")] },
    ],
    ["each merged incident once", [{ merged: [7, 8] }, { merged: [8, 9] }], { merged: [7, 8, 9] }],
  ])("%s", (_guarantee, details, expected) => {
    expect(folded(...details)).toEqual({ ...nothingNew, ...expected });
  });

  test("of all their kinds, in order", () => {
    const kinds: readonly (readonly ChangeKind[])[] = [["updated"], ["resolved", "updated"], ["opened"]];
    expect(foldChanges(kinds.map((each) => ({ kinds: each, detail: nothingNew }))).kinds).toEqual([
      "opened",
      "resolved",
      "updated",
    ]);
  });
});

describe("payloads that are taken in one by one", () => {
  // Without severities: a fall is no news, so no change records it, and a mail compares with what it told instead.
  const told = ({ newAlerts, newEvidence, status, assignedTo, classification }: ChangeDetail) => ({
    newAlerts: newAlerts.map(({ key }) => key).sort(),
    newEvidence: newEvidence.map(({ alertKey, type, key }) => `${alertKey} ${type} ${key}`).sort(),
    steps: { status, assignedTo, classification },
  });
  const asOne = (all: readonly IncomingIncident[]): IncomingIncident => ({
    externalId: "1",
    authority: "source-1",
    layers: all.flatMap(({ layers }) => layers),
    alerts: all.flatMap(({ alerts }) => alerts),
  });

  test("are told as they would be all at once", () => {
    fc.assert(
      fc.property(anyPayload, fc.array(anyPayload, { minLength: 1, maxLength: 4 }), (first, later) => {
        const start = takePayload(null, first).stored;
        const news: ChangeNews[] = [];
        later.reduce((before, incoming) => {
          const { stored, merged } = takePayload(before, incoming);
          if (typeof merged.news === "object") news.push(merged.news);
          return stored;
        }, start);
        const atOnce = takePayload(start, asOne(later)).merged.news;
        expect(told(foldChanges(news).detail)).toEqual(told(typeof atOnce === "object" ? atOnce.detail : nothingNew));
      }),
      { numRuns: 300 },
    );
  });
});
