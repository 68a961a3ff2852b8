import fc from "fast-check";
import type { JudgedAlert, JudgedChange } from "../conditions/index.ts";
import { ungroupedId } from "../device-groups/index.ts";
import { changeKinds } from "../incidents/index.ts";
import { asId, type DeviceGroupId, type RuleId, severities } from "../kernel/index.ts";
import type { NotificationRule } from "../notification-rules/index.ts";
import { aJudgedAlert, aJudgedChange, aJudgedDevice, aRule } from "./notification-rules.ts";

const someSeverities = fc.subarray([...severities], { minLength: 1 });
const group = fc.constantFrom<DeviceGroupId>(asId("a"), asId("b"), ungroupedId);
const serviceSource = fc.constantFrom("Defender", "defender", "wazuh", "*", "-");
const detectionSource = fc.constantFrom("edr", "EDR", "antivirus");

const sourceScope = fc
  .record({
    serviceSource,
    detectionSources: fc.array(detectionSource, { maxLength: 2 }),
    severities: fc.option(someSeverities, { nil: undefined }),
  })
  .map(({ severities: own, ...scope }) => ({ ...scope, ...(own && { severities: own }) }));

const deviceGroups: fc.Arbitrary<NotificationRule["deviceGroups"]> = fc.oneof(
  fc.constant({ scope: "all" as const }),
  fc.record({
    scope: fc.constant("selected" as const),
    ids: fc.array(group, { minLength: 1, maxLength: 2 }),
    includeDeviceless: fc.boolean(),
  }),
);

/** What a rule may say, drawn from few enough values that rules and changes often meet. */
export const anyRule: fc.Arbitrary<Partial<NotificationRule>> = fc.record({
  enabled: fc.constantFrom(true, true, true, false),
  archivedAt: fc.constantFrom(null, null, null, 1),
  needsAttention: fc.constantFrom(null, null, null, "x"),
  severities: someSeverities,
  severityOf: fc.constantFrom("alert", "incident"),
  deviceGroups,
  sources: fc.array(sourceScope, { maxLength: 2 }),
});

/** Several rules with ids of their own. */
export const anyRules = fc
  .array(anyRule, { maxLength: 8 })
  .map((all) => all.map((given, index) => aRule({ id: asId<RuleId>(`rule-${index}`), ...given })));

const alert: fc.Arbitrary<JudgedAlert> = fc
  .record({
    severity: fc.constantFrom(...severities),
    serviceSource: fc.option(serviceSource, { nil: null }),
    detectionSource: fc.option(detectionSource, { nil: null }),
    devices: fc.array(
      group.map((id) => aJudgedDevice({ group: id })),
      { maxLength: 2 },
    ),
  })
  .map(aJudgedAlert);

/** A change with one to three alerts. */
export const anyJudgedChange: fc.Arbitrary<JudgedChange> = fc
  .record({
    severity: fc.constantFrom(...severities),
    alerts: fc.array(alert, { minLength: 1, maxLength: 3 }),
    kinds: fc.subarray([...changeKinds], { minLength: 1 }),
  })
  .map(aJudgedChange);
