import type { DeviceGroupId, Severity } from "../kernel/index.ts";
import type { NotificationRule } from "./notification-rule.ts";

/** How a rule stands: it tells, it was turned off, or something keeps it from telling. */
export const ruleStates = ["on", "off", "attention"] as const;
export type RuleState = (typeof ruleStates)[number];

/** What rules are asked for; what it leaves out is not asked. */
export interface RuleFilter {
  /** Stands in the name, the description, the owner or the address of a recipient, in any case of letters. */
  readonly text?: string | undefined;
  readonly state?: RuleState | undefined;
  readonly severity?: Severity | undefined;
  /** Rules of all groups tell of it, too. */
  readonly deviceGroup?: DeviceGroupId | undefined;
}

type Rule = Pick<
  NotificationRule,
  "name" | "description" | "owner" | "recipients" | "enabled" | "needsAttention" | "severities" | "deviceGroups"
>;

/** Whether a rule, as its reader may see it, is one of those that he asks for. */
export const fitsRuleFilter = (rule: Rule, { text = "", state, severity, deviceGroup }: RuleFilter): boolean =>
  holdsText(rule, text.trim().toLowerCase()) &&
  (state === undefined || stateOf(rule) === state) &&
  (severity === undefined || rule.severities.includes(severity)) &&
  (deviceGroup === undefined || rule.deviceGroups.scope === "all" || rule.deviceGroups.ids.includes(deviceGroup));

const holdsText = ({ name, description, owner, recipients }: Rule, wanted: string): boolean =>
  [name, description, owner, ...recipients.map(({ address }) => address)].some((text) =>
    text.toLowerCase().includes(wanted),
  );

const stateOf = ({ enabled, needsAttention }: Rule): RuleState => {
  if (needsAttention !== null) return "attention";
  return enabled ? "on" : "off";
};
