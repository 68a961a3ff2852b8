import { type EscalationFacts, whyOver } from "@tocsin/core/notifications";
import { aRule, noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { endedOf } from "./escalation-ended.ts";

const open: Pick<EscalationFacts, "rule" | "incident" | "acknowledgement"> = {
  rule: aRule(),
  incident: { status: { value: "active", foreign: null }, severity: { value: "high", foreign: null } },
  acknowledgement: null,
};
const by = { kind: "recipient", address: "soc@contoso.example" } as const;

test.each([
  [{ acknowledgement: { at: noon, by, endedAt: null } }, "ended.acknowledged"],
  [{ incident: { ...open.incident, status: { value: "resolved", foreign: null } } }, "ended.resolved"],
  [{ rule: null }, "ended.deleted"],
  [{ rule: aRule({ enabled: false }) }, "ended.off"],
  [{ rule: aRule({ needsAttention: "its only device group, ‘Servers’, was deleted" }) }, "ended.attention"],
] as const)("what core says of the end of an escalation has words in the reader's language", (facts, key) => {
  expect(endedOf(whyOver({ ...open, ...facts }) ?? "")?.key).toBe(key);
});

test("who acknowledged, and when, is read out of the reason", () => {
  expect(endedOf("acknowledged by Ada at Contoso at 2026-11-22T12:00:00.000Z")).toEqual({
    key: "ended.acknowledged",
    who: "Ada at Contoso",
    at: "2026-11-22T12:00:00.000Z",
  });
  expect(endedOf("something new")).toBeNull();
});
