import type { Mend } from "@tocsin/core/notification-rules";

/** What would have to be different in a rule for it to tell. */
export const en: Record<Mend["kind"], string> = {
  turnOn: "turn the rule on",
  restore: "restore the rule",
  completeRule: "mend the rule: {problem}",
  tellEveryUpdate: "tell of every update",
  tellWhenSeverityRises: "also tell when the severity rises",
  addChange: "also tell of the change “{change}”",
  addSeverity: "choose severity {severity} too",
  addDeviceGroup: "choose device group {group} too",
  includeDeviceless: "include alerts without a device",
  addSource: "choose source {source} too",
  anySource: "do not limit the rule to sources",
  leaveOut: "leave out the condition “{condition}”",
};
