import { severities } from "@tocsin/core/kernel";
import type { RuleDraft, RuleResponse } from "@tocsin/core/notification-rules";

export type Draft = RuleDraft;
export type Condition = Draft["conditions"][number];
export type Recipient = Draft["recipients"][number];

/** As Defender starts, but for severity: high and critical ones, every group, every update. */
export const emptyDraft: Draft = {
  name: "",
  description: "",
  enabled: true,
  owner: "",
  severities: severities.filter((severity) => severity === "high" || severity === "critical"),
  severityOf: "alert",
  deviceGroups: { scope: "all" },
  sources: [],
  conditions: [],
  frequency: { kind: "everyUpdate" },
  include: { organizationName: true, portalLink: true, consoleLink: true, deviceNames: true },
  recipients: [],
  escalation: [],
};

/** What is asked of a rule, without what the api knows beside it. */
export const draftOf = (rule: RuleResponse): Draft => {
  const { name, description, enabled, owner, severities, severityOf, deviceGroups, sources, conditions } = rule;
  const asked = { name, description, enabled, owner, severities, severityOf, deviceGroups, sources, conditions };
  return {
    ...asked,
    frequency: rule.frequency,
    include: rule.include,
    escalation: rule.escalation,
    recipients: rule.recipients.map(({ address, tier, locale, timeZone, required }) => ({
      address,
      tier,
      locale: locale === "nl" ? "nl" : "en",
      timeZone,
      required,
    })),
  };
};

/** A copy to start another rule from: it needs a name of its own. */
export const copyOf = (rule: RuleResponse, name: string): Draft => ({ ...draftOf(rule), name, enabled: false });

const keyOf = (of: string): string => `tocsin.rule.${of}`;

/** What was entered into one wizard and not saved, kept until the tab closes; null where there is nothing, or nothing that can be read. */
export const keptDraft = (of: string, reads: (value: unknown) => Draft | null): Draft | null => {
  try {
    const kept = window.sessionStorage.getItem(keyOf(of));
    return kept === null ? null : reads(JSON.parse(kept));
  } catch {
    return null;
  }
};

export const keepDraft = (of: string, draft: Draft): void => {
  try {
    window.sessionStorage.setItem(keyOf(of), JSON.stringify(draft));
  } catch {
    // A full or forbidden storage only means that a reload forgets it.
  }
};

export const forgetDraft = (of: string): void => {
  try {
    window.sessionStorage.removeItem(keyOf(of));
  } catch {
    // Then there was none either.
  }
};
