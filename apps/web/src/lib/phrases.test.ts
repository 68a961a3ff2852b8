import { type Condition, judge } from "@tocsin/core/conditions";
import type { ChangeKind } from "@tocsin/core/incidents";
import { asId, type DeviceGroupId, type SourceId } from "@tocsin/core/kernel";
import { decide, type NotificationRule } from "@tocsin/core/notification-rules";
import { aDecisionContext, aJudgedAlert, aJudgedChange, aJudgedDevice, aRule, noon } from "@tocsin/core/testing";
import { describe, expect, test } from "vitest";
import { en } from "../languages/en.ts";
import { nl } from "../languages/nl.ts";
import { toldSentences } from "../languages/told.ts";
import { askedIn, failureIn, foundIn, reasonIn } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import { timesIn } from "./times.ts";

const plant = asId<SourceId>("0194-plant");
const servers = asId<DeviceGroupId>("servers");
const ungrouped = asId<DeviceGroupId>("ungrouped");

const readerOf = (sentences: Reader["sentences"], language: "en" | "nl"): Reader => ({
  language,
  sentences,
  times: timesIn(language, "Europe/Amsterdam"),
  sourceName: (id) => (id === plant ? "Plant sensors" : null),
});
const english = readerOf({ ...en, ...toldSentences.en }, "en");
const dutch = readerOf({ ...nl, ...toldSentences.nl }, "nl");

const context = aDecisionContext({ groupNames: new Map([[servers, "Servers"]]) });
const device = aJudgedDevice({ name: "laptop-9", group: ungrouped });
const change = aJudgedChange({ kinds: ["escalated", "updated"], alerts: [aJudgedAlert({ severity: "low" })] });

/** What a rule asked and found, by condition, as `core` says it and as a Dutch reader does. */
const said = (rule: Partial<NotificationRule>, given: Partial<typeof change> = {}, told = context.told) =>
  Object.fromEntries(
    decide({ ...change, ...given }, aRule(rule), { ...context, told }, noon).because.map((verdict) => [
      verdict.condition,
      [askedIn(verdict, dutch), foundIn(verdict, dutch)],
    ]),
  );

describe("what core says is told in the reader's words", () => {
  test("of the rule itself", () => {
    expect(said({})["enabled"]).toEqual(["de regel staat aan", "aan"]);
    expect(said({ enabled: false })["enabled"]?.[1]).toBe("uit");
    expect(said({ archivedAt: 1 })["enabled"]?.[1]).toBe("gearchiveerd");
    expect(said({ needsAttention: "its only device group, ‘Servers’, was deleted" })["attention"]).toEqual([
      "de regel is volledig",
      "de enige apparaatgroep ervan, “Servers”, is verwijderd",
    ]);
  });

  test("of how often it tells", () => {
    expect(said({ frequency: { kind: "everyUpdate" } })["frequency"]).toEqual([
      "elke wijziging",
      "Ernst verhoogd, Bijgewerkt",
    ]);
    const kinds: ChangeKind[] = ["opened", "resolved"];
    expect(said({ frequency: { kind: "chosenChanges", changes: kinds } })["frequency"]?.[0]).toBe(
      "Geopend of Opgelost",
    );
    const once = { frequency: { kind: "oncePerIncident", alsoOnEscalation: false } } as const;
    expect(said(once)["frequency"]).toEqual(["één keer per incident", "nog niet gemeld"]);
    const told = { at: Date.parse("2026-11-22T02:12:00Z"), severity: "high" } as const;
    expect(said(once, {}, told)["frequency"]?.[1]).toBe("al gemeld op 22 nov 2026, 03:12 CET");
  });

  test("of severities", () => {
    expect(said({ severities: ["high", "critical"] })["alertSeverity"]).toEqual(["Hoog of Kritiek", "Laag"]);
    expect(said({})["alertSeverity"]?.[0]).toBe("elke ernst");
  });

  test("of device groups", () => {
    const alerts = [aJudgedAlert({ devices: [device] })];
    const selected = { scope: "selected", ids: [servers, ungrouped], includeDeviceless: true } as const;
    expect(said({ deviceGroups: { ...selected, ids: [...selected.ids] } }, { alerts })["deviceGroup"]).toEqual([
      "Servers of Niet-gegroepeerde apparaten of geen apparaat",
      "laptop-9 in Niet-gegroepeerde apparaten",
    ]);
    expect(said({}, { alerts: [aJudgedAlert({ devices: [] })] })["deviceGroup"]).toEqual(["elke", "geen apparaat"]);
  });

  test("of sources", () => {
    const sources = [{ serviceSource: "microsoftDefenderForEndpoint", detectionSources: ["antivirus", "custom"] }];
    expect(said({ sources })["detectionSource"]?.[0]).toBe("Microsoft Defender for Endpoint (antivirus of custom)");
    const condition: Condition = { kind: "source", anyOf: [plant] };
    const verdict = judge(condition, { ...change, sourceId: plant }, aJudgedAlert());
    expect([askedIn(verdict, dutch), foundIn(verdict, dutch)]).toEqual(["is Plant sensors", "Plant sensors"]);
  });

  test("of the conditions that an author adds", () => {
    const verdict = judge({ kind: "title", anyOf: ["ransom", "wiper"], match: "contains" }, change, aJudgedAlert());
    expect(askedIn(verdict, dutch)).toBe("bevat “ransom” of “wiper”");
    const tag = judge({ kind: "tag", anyOf: ["vip"], match: "is" }, { ...change, tags: [] }, aJudgedAlert());
    expect([askedIn(tag, dutch), foundIn(tag, dutch)]).toEqual(["is “vip”", "geen"]);
    const tags = ["a", "b", "c", "d", "e", "f", "g"];
    const many = judge({ kind: "tag", anyOf: ["vip"], match: "is" }, { ...change, tags }, aJudgedAlert());
    expect(foundIn(many, dutch)).toBe("a, b, c, d, e en nog 2");
    expect(failureIn(tag, english)).toBe("Tag: found none, asked: is “vip”");
  });
});

test("a phrase that is not known stays as it came", () => {
  expect(reasonIn("constructor", dutch)).toBe("constructor");
  expect(askedIn({ condition: "new-kind", expected: "something else", actual: "" }, dutch)).toBe("something else");
});
