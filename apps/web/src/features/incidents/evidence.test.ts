import { expect, test } from "vitest";
import { type Evidence, groupEvidence } from "./evidence.ts";
import { type Alert, newestFirst } from "./newest-first.ts";
import { ownWordOf } from "./own-word.ts";

const piece = (type: Evidence["type"], name: string): Evidence => ({
  type,
  name,
  deviceGroup: null,
  sourceGroup: null,
  os: null,
  domain: null,
  tags: [],
  ips: [],
  details: {},
});

test("evidence stands by type, devices first, and each piece once whatever its letter case", () => {
  const groups = groupEvidence([
    piece("ip", "203.0.113.1"),
    piece("device", "SRV-1"),
    piece("user", "a@contoso.example"),
    piece("device", "srv-1"),
  ]);
  expect(groups.map(({ type, items }) => [type, items.map(({ name }) => name)])).toEqual([
    ["device", ["SRV-1"]],
    ["user", ["a@contoso.example"]],
    ["ip", ["203.0.113.1"]],
  ]);
});

test("alerts come newest first, the graver of two of the same time before the other, those without a time last", () => {
  const alert = (key: string, createdAt: string | null, severity: Alert["severity"]["value"]) =>
    ({
      key,
      createdAt,
      severity: { value: severity, foreign: null },
      firstActivityAt: null,
      lastActivityAt: null,
      updatedAt: null,
    }) as Alert;
  const alerts = [
    alert("timeless", null, "critical"),
    alert("low", "2026-11-22T12:00:00Z", "low"),
    alert("high", "2026-11-22T12:00:00Z", "high"),
    alert("new", "2026-11-22T12:00:01Z", "low"),
  ];
  expect(newestFirst(alerts).map(({ key }) => key)).toEqual(["new", "high", "low", "timeless"]);
});

test("the source's own word is shown only where it says something else", () => {
  expect(ownWordOf("high", "High")).toBeNull();
  expect(ownWordOf("inProgress", "in_progress")).toBeNull();
  expect(ownWordOf("high", null)).toBeNull();
  expect(ownWordOf("high", " ")).toBeNull();
  expect(ownWordOf("unknown", "Severe!")).toBe("Severe!");
});
