import { rankOf, severities } from "@tocsin/core/kernel";
import type { IncidentMessage, MessageRule } from "@tocsin/core/messages";
import { fit } from "../../foreign-text.ts";
import type { Language } from "../../languages/index.ts";
import { shortList } from "./facts.ts";
import { nameMax } from "./limits.ts";

/** Why this mail came and who else has it: a paragraph for each rule that asked for it, then one on the others told. */
export const whyOf = (message: IncidentMessage, maxRules: number, language: Language): readonly string[] => {
  const { rules, otherRecipients } = message.why;
  const left = rules.length - maxRules;
  return [
    ...rules.slice(0, maxRules).map((rule) => ruleSentence(rule, message.recipient.address, language)),
    ...(left > 0 ? [language.moreRules(left)] : []),
    language.otherRecipients(otherRecipients),
  ];
};

/** Why one rule sends mail to an address, and whose rule it is. */
export const ruleSentence = (rule: MessageRule, address: string, language: Language): string => {
  const chosen = [...rule.severities].sort((a, b) => rankOf(b) - rankOf(a)).map((it) => language.severity[it]);
  const every = chosen.length === 0 || chosen.length === severities.length;
  const because = language.because({
    rule: fit(rule.name, nameMax),
    severities: every ? null : language.severityList(chosen),
    deviceGroups: rule.deviceGroups === null ? null : groupsOf(rule.deviceGroups, language),
    address: fit(address, 320),
  });
  const owner = fit(rule.owner, nameMax);
  return owner === "" ? because : `${because} ${language.ruleOwner(owner)}`;
};

const groupsOf = (names: readonly string[], language: Language) => ({
  count: names.length,
  names: shortList(names, names.length, language),
});
