import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asId, dayMs, hourMs, minuteMs, type Severity, severities } from "../kernel/index.ts";
import { decide } from "../notification-rules/index.ts";
import { anyJudgedChange } from "../testing/any-rule.ts";
import { aDecisionContext, aJudgedAlert, aJudgedChange, aJudgedDevice, aRule, noon } from "../testing/index.ts";
import { type Silence, silenceDraftSchema, silencedBy, stateOf, timesProblem, warnsAt } from "./silence.ts";

const aSilence = (given: Partial<Silence> = {}): Silence => ({
  id: asId("silence-1"),
  organizationId: asId("organization-1"),
  comment: "Patch night",
  owner: "Ada",
  startsAt: noon - hourMs,
  endsAt: noon + hourMs,
  endedAt: null,
  createdAt: noon - hourMs,
  createdBy: null,
  severities: [...severities],
  coversHigh: false,
  deviceGroups: [],
  sources: [],
  conditions: [],
  ...given,
});

const change = (severity: Severity, alerts = [aJudgedAlert({ severity })]) => aJudgedChange({ severity, alerts });
const rule = aRule();
const decided = (judged: ReturnType<typeof change>, ...silences: readonly Silence[]) =>
  decide(judged, rule, aDecisionContext({ silences }), judged.at);

describe("a silence", () => {
  test("holds what the rule would tell, keeps that it did, and says why, by whom and until when", () => {
    const decision = decided(change("medium"), aSilence());
    const sentence = "silenced by “Patch night”, until 2026-11-22T13:00:00.000Z";
    expect(decision).toMatchObject({
      outcome: "suppressed",
      silencedBy: { id: "silence-1", comment: "Patch night", until: "2026-11-22T13:00:00.000Z" },
      recipients: [{ told: false, reason: sentence }],
    });
    expect(decision.because.at(-1)).toEqual({
      condition: "silence",
      expected: "no silence",
      actual: sentence,
      holds: false,
    });
  });

  test("leaves no trace in a decision that it does not touch", () => {
    expect(decided(change("medium"), aSilence({ startsAt: noon + 1 }))).toEqual(decided(change("medium")));
  });

  test.each<[string, Partial<Silence>, ReturnType<typeof change>, boolean]>([
    ["holds below high by itself", {}, change("medium"), true],
    ["never holds a high alert", {}, change("high"), false],
    ["never holds an alert of a critical incident", {}, aJudgedChange({ severity: "critical" }), false],
    ["holds what is high where that is said", { coversHigh: true }, change("critical"), true],
    ["holds only the severities that it names", { severities: ["low"] }, change("medium"), false],
    ["is not there before its start", { startsAt: noon + 1 }, change("low"), false],
    ["is over at its end", { endsAt: noon }, change("low"), false],
    ["is over once it was ended", { endedAt: noon - 1 }, change("low"), false],
    [
      "holds what its conditions speak of",
      { conditions: [{ kind: "title", anyOf: ["shadow*"], match: "wildcard" }] as never },
      change("low", [aJudgedAlert({ severity: "low", categories: ["Malware"] })]),
      false,
    ],
    [
      "holds what comes of its source",
      { sources: ["defender"] },
      change("low", [aJudgedAlert({ severity: "low", serviceSource: "Defender" })]),
      true,
    ],
    [
      "leaves other sources alone",
      { sources: ["defender"] },
      change("low", [aJudgedAlert({ severity: "low", serviceSource: null })]),
      false,
    ],
    [
      "holds what happens on its device groups",
      { deviceGroups: ["servers"] },
      change("low", [aJudgedAlert({ severity: "low", devices: [aJudgedDevice({ group: asId("servers") })] })]),
      true,
    ],
    [
      "tells of what happens on another device, too",
      { deviceGroups: ["servers"] },
      change("low", [
        aJudgedAlert({
          severity: "low",
          devices: [aJudgedDevice({ group: asId("servers") }), aJudgedDevice({ group: asId("laptops") })],
        }),
      ]),
      false,
    ],
    [
      "of device groups leaves alone what has no device",
      { deviceGroups: ["servers"] },
      change("low", [aJudgedAlert({ severity: "low", devices: [] })]),
      false,
    ],
  ])("%s", (_promise, given, judged, held) => {
    const { alerts } = judged;
    expect(silencedBy({ ...judged, at: noon }, alerts, [aSilence(given)]) !== null).toBe(held);
  });

  test("holds a change only where every alert of it is covered, by whichever silence", () => {
    const two = [
      aJudgedAlert({ key: "a", severity: "low", serviceSource: "A" }),
      aJudgedAlert({ key: "b", severity: "low", serviceSource: "B" }),
    ];
    const [ofA, ofB] = [aSilence({ sources: ["A"] }), aSilence({ id: asId("silence-2"), sources: ["B"] })];
    expect(decided(change("low", two), ofA).outcome).toBe("notify");
    expect(decided(change("low", two), ofA, ofB)).toMatchObject({
      outcome: "suppressed",
      silencedBy: { id: "silence-1" },
    });
  });

  test("that does not say so holds nothing high, whatever else it says", () => {
    fc.assert(
      fc.property(anyJudgedChange, (judged) => {
        const silence = aSilence({ startsAt: 0, endsAt: Number.MAX_SAFE_INTEGER });
        const high = [judged.severity, ...judged.alerts.map(({ severity }) => severity)].some(
          (severity) => severity === "high" || severity === "critical",
        );
        return !high || silencedBy(judged, judged.alerts, [silence]) === null || judged.alerts.length === 0;
      }),
    );
  });
});

describe("its times", () => {
  test.each<[string, number | undefined, number, string | null]>([
    ["may begin now", undefined, noon + hourMs, null],
    ["may begin later", noon + hourMs, noon + 2 * hourMs, null],
    ["may not have passed", undefined, noon, "has passed"],
    ["may not end before they begin", noon + 2 * hourMs, noon + hourMs, "is not after the start"],
    ["may not last for ever", undefined, noon + 93 * dayMs, "is more than 92 days after the start"],
  ])("%s", (_rule, startsAt, endsAt, message) => {
    expect(timesProblem({ startsAt, endsAt }, noon)?.message ?? null).toBe(message);
  });

  test("are upcoming, active, and over", () => {
    const { startsAt, endsAt } = aSilence();
    const at = (now: number, endedAt: number | null = null) => stateOf({ startsAt, endsAt, endedAt }, now);
    expect([at(startsAt - 1), at(startsAt), at(endsAt - 1), at(endsAt), at(noon, noon)]).toEqual([
      "upcoming",
      "active",
      "active",
      "over",
      "over",
    ]);
  });

  test("are warned of an hour before the end, and of a short one when a fifth is left", () => {
    expect(warnsAt({ startsAt: noon, endsAt: noon + dayMs })).toBe(noon + 23 * hourMs);
    expect(warnsAt({ startsAt: noon, endsAt: noon + 10 * minuteMs })).toBe(noon + 8 * minuteMs);
  });
});

test("a silence without a comment or an end is refused", () => {
  const endsAt = "2026-11-22T13:00:00Z";
  expect(silenceDraftSchema.safeParse({ comment: " ", endsAt }).success).toBe(false);
  expect(silenceDraftSchema.safeParse({ comment: "x" }).success).toBe(false);
  expect(silenceDraftSchema.parse({ comment: "x", endsAt })).toMatchObject({
    coversHigh: false,
    severities: [...severities],
  });
});
