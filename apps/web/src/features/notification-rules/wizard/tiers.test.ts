import { expect, test } from "vitest";
import { answeredWithin, closed, movedTo } from "./tiers.ts";

const to = (...tiers: readonly number[]) => tiers.map((tier, index) => ({ address: `${index}@contoso.example`, tier }));

test("who is moved back is told after a quarter of an hour, until another time is given", () => {
  const moved = movedTo({ recipients: to(0, 0), escalation: [] }, "1@contoso.example", 1);
  expect(moved).toEqual({ recipients: to(0, 1), escalation: [{ afterMinutes: 15 }] });
  expect(answeredWithin(moved.escalation, 1, 5)).toEqual([{ afterMinutes: 5 }]);
});

test("when nobody is left in a tier, the later ones move up and keep their times", () => {
  const escalation = [{ afterMinutes: 5 }, { afterMinutes: 60 }];
  expect(closed({ recipients: to(0, 2), escalation })).toEqual({
    recipients: to(0, 1),
    escalation: [{ afterMinutes: 60 }],
  });
});

test("somebody is always told at once", () => {
  expect(movedTo({ recipients: to(0), escalation: [] }, "0@contoso.example", 1)).toEqual({
    recipients: to(0),
    escalation: [],
  });
});
