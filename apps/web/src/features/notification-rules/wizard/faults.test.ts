import { expect, test } from "vitest";
import { type Draft, emptyDraft } from "./draft.ts";
import { faultsOf } from "./faults.ts";

const whole: Draft = { ...emptyDraft, name: "High", recipients: [{ address: "soc@contoso.example", tier: 0 }] };

const told = (draft: Partial<Draft>) =>
  faultsOf({ ...whole, ...draft }).map(({ step, path, sentence }) => [step, path, sentence]);

test("a rule with a name and a recipient can be saved", () => {
  expect(faultsOf(whole)).toEqual([]);
});

test.each<[string, Partial<Draft>, readonly (readonly [string, string, string | null])[]]>([
  ["no name", { name: "  " }, [["basics", "name", "fault.name.missing"]]],
  ["a name that is too long", { name: "n".repeat(101) }, [["basics", "name", "fault.name.long"]]],
  [
    "a description that is too long",
    { description: "d".repeat(501) },
    [["basics", "description", "fault.description.long"]],
  ],
  ["no severity", { severities: [] }, [["settings", "severities", "fault.severities.missing"]]],
  [
    "selected groups, and none",
    { deviceGroups: { scope: "selected", ids: [], includeDeviceless: false } },
    [["settings", "deviceGroups.ids", "fault.groups.missing"]],
  ],
  [
    "chosen changes, and none",
    { frequency: { kind: "chosenChanges", changes: [] } },
    [["settings", "frequency.changes", "fault.changes.missing"]],
  ],
  [
    "a condition that asks nothing",
    { conditions: [{ kind: "tag", match: "is", anyOf: [] }] },
    [["settings", "conditions.0.anyOf", "fault.condition.missing"]],
  ],
  [
    "a pattern that is none",
    { conditions: [{ kind: "title", match: "pattern", anyOf: ["("] }] },
    [["settings", "conditions.0.anyOf.0", null]],
  ],
  ["no recipient", { recipients: [] }, [["recipients", "recipients", "fault.recipients.missing"]]],
])("%s is said at its field and on its page", (_what, draft, faults) => {
  expect(told(draft)).toEqual(faults);
});

test("a name that is too long says how long it is", () => {
  expect(faultsOf({ ...whole, name: `${"n".repeat(112)}  ` })[0]?.count).toBe(112);
});
