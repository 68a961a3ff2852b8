import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asId, type RuleId } from "../kernel/index.ts";
import type { Decision } from "../notification-rules/index.ts";
import { planNotifications } from "../notifications/index.ts";
import { defaultBundling } from "../organizations/index.ts";
import { aDecision, aJudgedChange, noon } from "../testing/index.ts";
import { type ChangeOnRecord, reconcile, roundAfterMs, type Witness } from "./reconcile.ts";

const soc = "soc@contoso.example";
const ciso = "ciso@contoso.example";
const first = asId<RuleId>("rule-1");
const soon = noon + roundAfterMs.soon;
const final = noon + roundAfterMs.final;

const aWitness = (given: Partial<Witness> = {}): Witness => ({
  id: asId("delivery-1"),
  address: soc,
  state: "sent",
  heldFor: null,
  digest: null,
  accepted: 1,
  inDoubt: 0,
  redrive: 0,
  byEscalation: false,
  ...given,
});

const onRecord = (given: Partial<ChangeOnRecord> = {}): ChangeOnRecord => ({
  id: asId("change-1"),
  organizationId: asId("organization-1"),
  incidentId: asId("incident-1"),
  at: noon,
  decisions: [aDecision()],
  causes: [{ ruleId: first, address: soc, deliveryId: asId("delivery-1"), delivery: aWitness() }],
  ...given,
});

const caused = (witness: Partial<Witness> | null, address = soc): Partial<ChangeOnRecord> => ({
  causes: [
    { ruleId: first, address, deliveryId: asId("delivery-1"), delivery: witness === null ? null : aWitness(witness) },
  ],
});

const found = (given: Partial<ChangeOnRecord>, now = final) =>
  reconcile(onRecord(given), now).map(({ kind, why, address }) => `${kind}: ${why}, ${address}`);

describe("a mail that was decided is missing", () => {
  test.each<[string, Partial<ChangeOnRecord>, string]>([
    ["where none was made", { causes: [] }, "neverPlanned"],
    ["where it is gone", caused(null), "gone"],
    ["where it goes to somebody else", caused({ address: ciso }), "misdirected"],
    ["where it is called sent and nobody accepted it", caused({ accepted: 0 }), "unproved"],
    ["where its digest is gone", caused({ state: "held", heldFor: "digest", digest: null, accepted: 0 }), "abandoned"],
    ["where its digest failed without it", caused({ state: "held", heldFor: "digest", digest: "failed" }), "abandoned"],
    ["where it is still on its way after a day", caused({ state: "waiting", accepted: 0 }), "unfinished"],
  ])("%s", (_what, given, why) => {
    expect(found(given)).toEqual([`missing: ${why}, ${soc}`]);
  });
});

describe("a mail is surplus", () => {
  test.each<[string, Partial<ChangeOnRecord>, string]>([
    ["that nothing decided", { decisions: [] }, "undecided"],
    ["that a rule refused", { decisions: [aDecision({ outcome: "no", recipients: [refused(soc)] })] }, "undecided"],
    ["that was accepted twice without a doubt", caused({ accepted: 2 }), "repeated"],
  ])("%s", (_what, given, why) => {
    expect(found(given)).toEqual([`surplus: ${why}, ${soc}`]);
  });
});

describe("nothing is found", () => {
  test.each<[string, Partial<ChangeOnRecord>, number]>([
    ["where the mail was sent", {}, final],
    ["where it was kept on this server", caused({ state: "captured" }), final],
    ["where it failed, which its delivery says", caused({ state: "failed", accepted: 0 }), final],
    ["where its right was lost, which its delivery says", caused({ state: "cancelled", accepted: 0 }), final],
    ["where it is on its way and there is time yet", caused({ state: "sending", accepted: 0 }), soon],
    ["where a person has sent it off once more", caused({ state: "waiting", accepted: 0, redrive: 1 }), final],
    ["where a digest told of it", caused({ state: "held", heldFor: "digest", digest: "sent", accepted: 0 }), final],
    ["where a digest is to tell of it", caused({ state: "held", heldFor: "digest", digest: "waiting" }), soon],
    ["where a restore holds it for a person", caused({ state: "held", heldFor: "person", accepted: 0 }), final],
    [
      "where somebody further was told because nobody answered",
      { decisions: [], ...caused({ byEscalation: true }) },
      soon,
    ],
    ["where a doubt explains the second copy", caused({ accepted: 2, inDoubt: 1 }), final],
    [
      "where what nothing decided was stopped in time",
      { decisions: [], ...caused({ state: "cancelled", accepted: 0 }) },
      final,
    ],
    [
      "where nobody was to be told",
      { decisions: [aDecision({ outcome: "suppressed", recipients: [refused(soc)] })], causes: [] },
      final,
    ],
  ])("%s", (_what, given, now) => {
    expect(found(given, now)).toEqual([]);
  });
});

function refused(address: string): Decision["recipients"][number] {
  return { address, told: false, reason: "the rule did not match" };
}

const decisionsOf = fc
  .uniqueArray(fc.tuple(fc.nat(5), fc.uniqueArray(fc.tuple(fc.nat(4), fc.boolean()), { selector: ([n]) => n })), {
    selector: ([n]) => n,
    maxLength: 5,
  })
  .map((rules) =>
    rules.map(([rule, recipients]) => {
      const verdicts = recipients.map(([n, told]) => ({ address: `r${n}@contoso.example`, told, reason: "said" }));
      const outcome = verdicts.some(({ told }) => told) ? ("notify" as const) : ("suppressed" as const);
      return aDecision({ ruleId: asId(`rule-${rule}`), outcome, recipients: verdicts });
    }),
  );

/** What the planner makes of decisions, each mail sent. */
const planned = (decisions: readonly Decision[]): ChangeOnRecord => {
  const plan = planNotifications(aJudgedChange(), decisions, { openDeliveries: [], bundling: defaultBundling }, noon);
  const causes = plan.deliveries.flatMap(({ address, ruleIds }) =>
    ruleIds.map((ruleId) => {
      const deliveryId = asId<Witness["id"]>(`to ${address}`);
      return { ruleId, address, deliveryId, delivery: aWitness({ id: deliveryId, address }) };
    }),
  );
  return onRecord({ decisions, causes });
};

test("what the planner makes of whatever decisions agrees with them; take a mail away, or add one, and exactly that is found", () => {
  fc.assert(
    fc.property(decisionsOf, fc.nat(), (decisions, pick) => {
      const record = planned(decisions);
      expect(reconcile(record, final)).toEqual([]);
      const taken = record.causes[pick % Math.max(record.causes.length, 1)];
      if (taken !== undefined) {
        const causes = record.causes.filter((cause) => cause !== taken);
        const { ruleId, address } = taken;
        expect(reconcile({ ...record, causes }, final)).toMatchObject([
          { kind: "missing", why: "neverPlanned", ruleId, address },
        ]);
      }
      const stray = { ruleId: first, address: "stray@contoso.example", deliveryId: asId<Witness["id"]>("stray") };
      const causes = [...record.causes, { ...stray, delivery: aWitness({ address: stray.address }) }];
      expect(reconcile({ ...record, causes }, final)).toMatchObject([
        { kind: "surplus", why: "undecided", address: stray.address },
      ]);
    }),
  );
});
