import { type Severity, severities } from "@tocsin/core/kernel";
import { type RuleDraft, tierOf } from "@tocsin/core/notification-rules";
import type { Say } from "../../languages/index.ts";
import type { Names } from "./requests.ts";
import type { ruleSentences } from "./sentences.ts";

export type RuleSay = Say<keyof (typeof ruleSentences)["en"]>;

/** A rule as far as it can be told in words; drafts, rules and versions all are. */
export type Told = Omit<RuleDraft, "recipients"> & {
  readonly recipients: readonly { readonly address: string; readonly tier: number }[];
};

export interface Fact {
  readonly section: "basics" | "settings" | "recipients";
  readonly id: string;
  readonly label: string;
  readonly text: string;
}

/** What a rule says, field by field, in the reader's words. */
export const factsOf = (rule: Told, say: RuleSay, names: Names): readonly Fact[] => {
  const fact = (section: Fact["section"], id: string, label: string, text: string): Fact => ({
    section,
    id,
    label,
    text,
  });
  const yes = (value: boolean) => say(value ? "yes" : "no");
  return [
    fact("basics", "name", say("field.name"), rule.name || "–"),
    fact("basics", "description", say("field.description"), rule.description || "–"),
    fact("basics", "owner", say("field.owner"), rule.owner || "–"),
    fact("basics", "enabled", say("field.enabled"), say(rule.enabled ? "state.on" : "state.off")),
    fact(
      "settings",
      "severities",
      say(rule.severityOf === "alert" ? "field.severities" : "field.severities.incident"),
      severitiesText(rule.severities, say),
    ),
    fact("settings", "deviceGroups", say("field.groups"), groupsText(rule, say, names)),
    fact("settings", "frequency", say("field.frequency"), frequencyText(rule, say)),
    fact("settings", "organizationName", say("field.organizationName"), yes(rule.include.organizationName)),
    fact("settings", "portalLink", say("field.portalLink"), yes(rule.include.portalLink)),
    fact("settings", "consoleLink", say("field.consoleLink"), yes(rule.include.consoleLink)),
    fact("settings", "deviceNames", say("field.deviceNames"), yes(rule.include.deviceNames)),
    ...rule.conditions.map((condition, index) =>
      fact("settings", `conditions.${index}`, say(`condition.${condition.kind}`), conditionText(condition, say, names)),
    ),
    ...rule.sources.map(({ serviceSource, detectionSources, severities: own }, index) =>
      fact(
        "settings",
        `sources.${index}`,
        say("field.serviceSource"),
        [serviceSource, detectionSources.join(", "), own ? severitiesText(own, say) : ""].filter(Boolean).join(" · "),
      ),
    ),
    fact("recipients", "recipients", say("field.recipients"), addressesOf(rule, 0) || "–"),
    ...(rule.escalation.length === 0
      ? []
      : [fact("recipients", "escalation", say("field.escalation"), escalationText(rule, say))]),
  ];
};

const addressesOf = (rule: Told, tier: number): string =>
  rule.recipients.flatMap((one) => (tierOf(one, rule) === tier ? [one.address] : [])).join(", ");

/** Who is told further, in the order of the steps. */
const escalationText = (rule: Told, say: RuleSay): string =>
  rule.escalation
    .map(({ afterMinutes }, index) =>
      say("escalation.step", { minutes: afterMinutes, addresses: addressesOf(rule, index + 1) }),
    )
    .join("; ");

export interface Difference {
  readonly id: string;
  readonly label: string;
  readonly from: string;
  readonly to: string;
}

/** What one rule says otherwise than another; what only one of them says stands against a dash. */
export const differencesOf = (before: Told, after: Told, say: RuleSay, names: Names): readonly Difference[] => {
  const old = new Map(factsOf(before, say, names).map((fact) => [fact.id, fact]));
  const fresh = new Map(factsOf(after, say, names).map((fact) => [fact.id, fact]));
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((id) => {
    const [from, to] = [old.get(id), fresh.get(id)];
    if (from?.text === to?.text && from?.label === to?.label) return [];
    return [{ id, label: (to ?? from)?.label ?? id, from: from?.text ?? "–", to: to?.text ?? "–" }];
  });
};

/** The whole rule as one sentence: whom it tells of what, and how often. */
export const sentenceOf = (rule: Told, say: RuleSay, names: Names): string =>
  say("sentence", {
    severities: severitiesText(rule.severities, say),
    groups: rule.deviceGroups.scope === "all" ? "all" : "some",
    names: groupsText(rule, say, names),
    conditions: rule.conditions.length + rule.sources.length,
    recipients: rule.recipients.filter((one) => tierOf(one, rule) === 0).length,
    steps: rule.escalation.length,
    frequency:
      rule.frequency.kind === "oncePerIncident" && rule.frequency.alsoOnEscalation ? "escalation" : rule.frequency.kind,
  });

export const severitiesText = (chosen: readonly Severity[], say: RuleSay): string => {
  if (chosen.length === severities.length) return say("severities.all");
  return listText(
    [...chosen].reverse().map((severity) => say(`severity.${severity}`)),
    say,
  );
};

export const groupsText = ({ deviceGroups }: Pick<Told, "deviceGroups">, say: RuleSay, { groups }: Names): string => {
  if (deviceGroups.scope === "all") return say("groups.all");
  const known = deviceGroups.ids.map((id) => groups.find((group) => group.id === id)?.name ?? id);
  return listText([...known, ...(deviceGroups.includeDeviceless ? [say("groups.deviceless")] : [])], say);
};

export const frequencyText = ({ frequency }: Pick<Told, "frequency">, say: RuleSay): string => {
  if (frequency.kind === "everyUpdate") return say("frequency.everyUpdate");
  if (frequency.kind === "chosenChanges") {
    return listText(
      frequency.changes.map((kind) => say(`change.${kind}`)),
      say,
    );
  }
  return say(frequency.alsoOnEscalation ? "frequency.escalation" : "frequency.oncePerIncident");
};

const conditionText = (condition: Told["conditions"][number], say: RuleSay, { sources }: Names): string => {
  if (condition.kind === "source") {
    return listText(
      condition.anyOf.map((id) => sources.find((source) => source.id === id)?.name ?? id),
      say,
    );
  }
  if (condition.kind === "technique") return listText(condition.anyOf, say);
  return `${say(`match.${condition.match}`)} ${listText(
    condition.anyOf.map((text) => `“${text}”`),
    say,
  )}`;
};

const listText = (parts: readonly string[], say: RuleSay): string => {
  if (parts.length < 2) return parts[0] ?? "–";
  return say("list.or", { first: parts.slice(0, -1).join(", "), last: parts.at(-1) ?? "" });
};
