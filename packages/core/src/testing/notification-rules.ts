import type { JudgedAlert, JudgedChange, JudgedDevice } from "../conditions/index.ts";
import { ungroupedId } from "../device-groups/index.ts";
import { asId, severities } from "../kernel/index.ts";
import type { Decision, DecisionContext, NotificationRule, RuleRecipient } from "../notification-rules/index.ts";
import { noon } from "./moments.ts";

/** A rule that tells one address of everything, saved long before the test. */
export const aRule = (given: Partial<NotificationRule> = {}): NotificationRule => ({
  id: asId("rule-1"),
  organizationId: asId("organization-1"),
  version: 1,
  name: "Everything",
  description: "",
  enabled: true,
  owner: "",
  severities: [...severities],
  severityOf: "alert",
  deviceGroups: { scope: "all" },
  sources: [],
  conditions: [],
  frequency: { kind: "everyUpdate" },
  include: { organizationName: true, portalLink: true, consoleLink: true, deviceNames: true },
  recipients: [aRuleRecipient()],
  escalation: [],
  createdAt: 0,
  updatedAt: 0,
  archivedAt: null,
  needsAttention: null,
  ...given,
});

export const aRuleRecipient = (given: Partial<RuleRecipient> = {}): RuleRecipient => ({
  address: "soc@contoso.example",
  tier: 0,
  addedAt: 0,
  ...given,
});

/** A change that opened an incident with one alert that has no device. */
export const aJudgedChange = (given: Partial<JudgedChange> = {}): JudgedChange => ({
  incidentId: asId("incident-1"),
  familyId: asId("incident-1"),
  sourceId: asId("source-1"),
  seq: 1,
  at: noon,
  kinds: ["opened"],
  title: "Ransomware on several endpoints",
  severity: "high",
  status: "active",
  tags: [],
  scope: "changed",
  alerts: [aJudgedAlert()],
  ...given,
});

export const aJudgedAlert = (given: Partial<JudgedAlert> = {}): JudgedAlert => ({
  key: "alert-1",
  title: "Shadow copies deleted",
  severity: "high",
  serviceSource: null,
  detectionSource: null,
  categories: [],
  techniques: [],
  devices: [],
  users: [],
  ...given,
});

export const aJudgedDevice = (given: Partial<JudgedDevice> = {}): JudgedDevice => ({
  key: (given.name ?? "SRV-01").toLowerCase(),
  name: "SRV-01",
  domain: null,
  os: null,
  sourceGroup: null,
  tags: [],
  ips: [],
  group: ungroupedId,
  ...given,
});

/** Nothing told yet, and every address may be told everything. */
export const aDecisionContext = (given: Partial<DecisionContext> = {}): DecisionContext => ({
  groupNames: new Map(),
  told: null,
  rightOf: () => ({ kind: "all" }),
  ...given,
});

/** A decision to tell one address. */
export const aDecision = (given: Partial<Decision> = {}): Decision => ({
  ruleId: asId("rule-1"),
  ruleVersion: 1,
  outcome: "notify",
  because: [],
  alert: { key: "alert-1", title: "Shadow copies deleted" },
  recipients: [{ address: "soc@contoso.example", told: true, reason: "the rule matches" }],
  ...given,
});
