import { expect, test } from "vitest";
import { type Decision, type RuleExplained, storiesOf, toldFirst } from "./explanation.ts";

const decision = (outcome: Decision["outcome"]): Decision => ({
  ruleVersion: 1,
  outcome,
  because: [],
  alert: null,
  recipients: [],
});
const flip = [{ condition: "enabled", mend: { kind: "turnOn" as const }, change: "turn the rule on" }];

const explained = (changes: readonly Partial<RuleExplained["changes"][number]>[], notified = false): RuleExplained => ({
  rule: { id: "r", name: "Rule", version: 1 },
  notified,
  escalations: [],
  changes: changes.map((change, index) => ({
    change: { id: `c-${index + 1}`, seq: index + 1, at: "2026-11-22T12:00:00Z", kinds: ["updated"] },
    asDecided: null,
    asNow: decision("no"),
    flip: null,
    ...change,
  })),
});

test("the newest change of a rule comes first", () => {
  expect(storiesOf(explained([{}, {}, {}])).map(({ change }) => change.seq)).toEqual([3, 2, 1]);
});

test("what was recorded is shown as told, also where the rule would not tell any more", () => {
  const [story] = storiesOf(explained([{ asDecided: decision("notify"), asNow: decision("no"), flip }]));
  expect(story).toMatchObject({ told: true, recorded: true, nowTells: false, flip: [] });
});

test("a rule that would tell now told nobody where nothing was decided", () => {
  const [story] = storiesOf(explained([{ asNow: decision("notify") }]));
  expect(story).toMatchObject({ told: false, recorded: false, nowTells: true, flip: [] });
});

test("a no goes with what would make it a yes", () => {
  const [story] = storiesOf(explained([{ asDecided: decision("no"), flip }]));
  expect(story).toMatchObject({ told: false, recorded: true, nowTells: null, flip });
});

test("a rule that told comes before one that did not", () => {
  const quiet = explained([]);
  const loud = explained([], true);
  expect(toldFirst([quiet, loud])).toEqual([loud, quiet]);
});
