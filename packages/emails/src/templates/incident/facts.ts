import { readableCategory, readableSource } from "@tocsin/core/incidents";
import type { IncidentMessage, NamedList } from "@tocsin/core/messages";
import { fit } from "../../foreign-text.ts";
import type { Language } from "../../languages/index.ts";
import type { Times } from "../../times.ts";
import { nameMax, namesShown, titleMax } from "./limits.ts";
import { statusWord } from "./words.ts";

/** One row of the table under the button. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What is known of the incident, in the order of the design; a fact that is not known has no row. */
export const factsOf = (message: IncidentMessage, language: Language, times: Times): readonly Fact[] => {
  const { incident } = message;
  const { facts: label } = language;
  const assignee = incident.assignedTo === null ? null : fit(incident.assignedTo, nameMax);
  const title = fit(incident.title, titleMax);
  const earlier = fit(incident.titleAtFirstMail, titleMax);
  return [
    fact(label.status, language.statusAndAssignee(statusWord(incident.status, language), assignee)),
    ...acknowledgedFact(message, language, times),
    ...(earlier === title || earlier === "" ? [] : [fact(label.earlierName, earlier)]),
    ...listed(label.categories, incident.categories.map(readableCategory), language),
    ...listed(label.tags, incident.tags, language),
    ...(incident.firstActivityAt === null ? [] : [fact(label.firstActivity, times.full(incident.firstActivityAt))]),
    ...(incident.lastActivityAt === null ? [] : [fact(label.lastActivity, times.full(incident.lastActivityAt))]),
    ...named(label.devices, message.devices, language),
    ...named(label.users, message.users, language),
    ...named(label.mailboxes, message.mailboxes, language),
    ...listed(label.deviceGroups, message.deviceGroups, language),
    ...listed(label.sources, message.sources.map(readableSource), language),
  ];
};

const acknowledgedFact = ({ acknowledged }: IncidentMessage, language: Language, times: Times): readonly Fact[] =>
  acknowledged === null
    ? []
    : [
        fact(
          language.facts.acknowledged,
          language.acknowledgedBy(fit(acknowledged.by, nameMax), times.short(acknowledged.at)),
        ),
      ];

const fact = (label: string, value: string): Fact => ({ label, value });

/** The first five, then how many more: `Ransomware, Execution and 7 more`. */
export const shortList = (names: readonly string[], count: number, language: Language): string => {
  const shown = names.slice(0, namesShown).map((name) => fit(name, nameMax));
  return language.andMore(shown, count - shown.length);
};

const listed = (label: string, names: readonly string[], language: Language): readonly Fact[] =>
  names.length === 0 ? [] : [fact(label, shortList(names, names.length, language))];

const named = (label: string, { count, names }: NamedList, language: Language): readonly Fact[] => {
  if (count === 0) return [];
  if (names.length === 0) return [fact(label, String(count))];
  return [fact(`${label} (${count})`, shortList(names, count, language))];
};
