import { describe, expect, test } from "vitest";
import type { JudgedChange } from "../conditions/index.ts";
import { asId, type DeliveryId, type RuleId, type Severity } from "../kernel/index.ts";
import { defaultBundling } from "../organizations/index.ts";
import { aDecision, aJudgedAlert, aJudgedChange, noon } from "../testing/index.ts";
import { type OpenDelivery, planNotifications } from "./plan.ts";

const soc = "soc@contoso.example";
const ciso = "ciso@contoso.example";
const first = asId<RuleId>("rule-1");
const second = asId<RuleId>("rule-2");

const tells = (ruleId: RuleId, ...addresses: readonly string[]) =>
  aDecision({ ruleId, recipients: addresses.map((address) => ({ address, told: true, reason: "the rule matches" })) });

const planned = (
  change: JudgedChange,
  decisions: Parameters<typeof planNotifications>[1],
  openDeliveries: readonly OpenDelivery[] = [],
) => planNotifications(change, decisions, { openDeliveries, bundling: defaultBundling }, noon);

const waiting = (address: string, dueAt: number): OpenDelivery => ({
  id: asId<DeliveryId>("open-1"),
  address,
  severity: "low",
  urgent: false,
  dueAt,
});

const news = { escalates: false, released: false } as const;

const updated = (severity: Severity) =>
  aJudgedChange({ kinds: ["updated"], severity, alerts: [aJudgedAlert({ severity })] });
const escalated = aJudgedChange({ kinds: ["escalated"], severity: "critical" });

describe("a plan", () => {
  test("makes one delivery for a person whom several rules tell, and names them all", () => {
    const decisions = [tells(first, soc, ciso), tells(second, soc)];
    expect(planned(updated("medium"), decisions)).toEqual({
      decisions,
      deliveries: [
        { address: soc, into: null, ruleIds: [first, second], severity: "medium", ...news, dueAt: noon + 60_000 },
        { address: ciso, into: null, ruleIds: [first], severity: "medium", ...news, dueAt: noon + 60_000 },
      ],
    });
  });

  test("keeps the decisions that tell nobody, and makes no delivery for them", () => {
    const recipients = [{ address: soc, told: false, reason: "evil.example may not receive" }];
    const decisions = [aDecision({ outcome: "suppressed", recipients }), aDecision({ outcome: "no", recipients })];
    expect(planned(updated("high"), decisions)).toEqual({ decisions, deliveries: [] });
  });

  test("leaves out the recipients of a rule who are not told", () => {
    const decision = aDecision({
      recipients: [
        { address: soc, told: true, reason: "the rule matches" },
        { address: ciso, told: false, reason: "was added later" },
      ],
    });
    expect(planned(updated("high"), [decision]).deliveries.map(({ address }) => address)).toEqual([soc]);
  });

  test("of nothing is empty", () => {
    expect(planned(updated("high"), [])).toEqual({ decisions: [], deliveries: [] });
  });
});

describe("news that is told", () => {
  test.each<[string, JudgedChange, number]>([
    ["at once where it opens at high", aJudgedChange({ kinds: ["opened"], severity: "high" }), 0],
    [
      "at once where it opens with a critical alert, whatever the incident says",
      aJudgedChange({ kinds: ["opened"], severity: "low", alerts: [aJudgedAlert({ severity: "critical" })] }),
      0,
    ],
    ["at once where it escalates to critical", escalated, 0],
    [
      "within a minute where it opens at medium",
      aJudgedChange({ kinds: ["opened"], severity: "medium", alerts: [aJudgedAlert({ severity: "medium" })] }),
      60_000,
    ],
    [
      "within a minute where it escalates to medium",
      aJudgedChange({ kinds: ["escalated"], severity: "medium", alerts: [aJudgedAlert({ severity: "medium" })] }),
      60_000,
    ],
    ["within a minute where it merely updates something high", updated("high"), 60_000],
    [
      "within a minute where it resolves something high",
      aJudgedChange({ kinds: ["resolved"], severity: "high" }),
      60_000,
    ],
  ])("%s", (_guarantee, change, waitMs) => {
    expect(planned(change, [tells(first, soc)]).deliveries.map(({ dueAt }) => dueAt - noon)).toEqual([waitMs]);
  });

  test.each<[string, JudgedChange, number, number]>([
    ["does not delay what waits", updated("high"), noon + 20_000, noon + 20_000],
    ["hastens what waits where it is grave", escalated, noon + 20_000, noon],
    ["leaves what is due already", updated("high"), noon - 5, noon - 5],
  ])("joins the mail that waits for the same person: it %s", (_guarantee, change, dueBefore, dueAt) => {
    expect(
      planned(change, [tells(first, soc)], [waiting(ciso, 0), { ...waiting(soc, dueBefore), id: asId("open-2") }]),
    ).toEqual(
      expect.objectContaining({
        deliveries: [expect.objectContaining({ address: soc, into: "open-2", dueAt })],
      }),
    );
  });

  test("is as grave as the gravest that waits", () => {
    const open = { ...waiting(soc, noon), severity: "critical" as const };
    expect(planned(updated("low"), [tells(first, soc)], [open]).deliveries[0]?.severity).toBe("critical");
  });

  test("for another person makes a mail of its own", () => {
    expect(planned(escalated, [tells(first, soc)], [waiting(ciso, noon)]).deliveries[0]?.into).toBeNull();
  });

  test("waits not at all where bundling is off", () => {
    const off = { openDeliveries: [], bundling: { urgentMs: 0, otherMs: 0 } };
    expect(planNotifications(updated("low"), [tells(first, soc)], off, noon).deliveries[0]?.dueAt).toBe(noon);
  });
});
