import { ungroupedId, ungroupedName } from "@tocsin/core/device-groups";
import { readableSource } from "@tocsin/core/incidents";
import { severities } from "@tocsin/core/kernel";
import { type Reader, wordIn } from "./reader.ts";
import { knownReasonIn } from "./reason-words.ts";

interface Verdict {
  readonly condition: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * What a rule asked, in the reader's words. Core answers in fixed English phrases; those are known here, and what is
 * not, such as a name that an administrator gave, stays as it came.
 */
export const askedIn = ({ condition, expected }: Verdict, reader: Reader): string => {
  const { phrases } = reader.sentences;
  const fixed = fixedIn(expected, reader);
  if (fixed !== null) return fixed;
  switch (condition) {
    case "frequency":
      return kindsIn(expected.split(" or "), reader).join(phrases.or);
    case "alertSeverity":
    case "incidentSeverity":
      return severitiesAsked(expected.split(" or "), reader);
    case "deviceGroup":
      return groupsAsked(expected, reader);
    case "detectionSource":
      return readableSources(expected).replaceAll(" or ", phrases.or);
    case "attention":
    case "enabled":
      return expected;
    default:
      return matchIn(expected, reader);
  }
};

/** What a rule found, in the reader's words. */
export const foundIn = ({ condition, actual }: Verdict, reader: Reader): string => {
  const { phrases, words } = reader.sentences;
  const fixed = fixedIn(actual, reader);
  if (fixed !== null) return fixed;
  switch (condition) {
    case "frequency":
      return kindsIn(actual.split(", "), reader).join(phrases.and);
    case "alertSeverity":
    case "incidentSeverity":
      return wordIn(words.severity, actual);
    case "deviceGroup":
      return listIn(actual, reader).replaceAll(` in ${ungroupedName}`, ` in ${words.ungrouped}`);
    case "detectionSource":
      return readableSources(actual);
    case "source":
      return reader.sourceName(actual) ?? actual;
    default:
      return listIn(actual, reader);
  }
};

/** A condition that does not hold, in a line. What a rule asks of itself goes without saying. */
export const failureIn = (verdict: Verdict, reader: Reader): string => {
  const { told } = reader.sentences;
  const condition = conditionIn(verdict.condition, reader);
  const found = foundIn(verdict, reader);
  if (verdict.condition === "enabled" || verdict.condition === "attention") return `${condition}: ${found}`;
  return told.failed(condition, found, askedIn(verdict, reader));
};

/** Why an address was told or not, in the reader's words. */
export const reasonIn = (reason: string, reader: Reader): string => knownReasonIn(reason, reader) ?? reason;

/** What a condition is called. */
export const conditionIn = (condition: string, { sentences }: Pick<Reader, "sentences">): string =>
  wordIn(sentences.told.conditions, condition);

/** The name of a device group; the one that every organization has is ours to name. */
export const groupWord = (name: string, { sentences }: Pick<Reader, "sentences">): string =>
  name === ungroupedName || name === ungroupedId ? sentences.words.ungrouped : name;

/** Why a rule has stopped. */
export const attentionIn = (problem: string, { sentences: { phrases } }: Pick<Reader, "sentences">): string => {
  const group = /^its only device group, ‘(.*)’, was deleted$/.exec(problem)?.[1];
  return group === undefined ? problem : phrases.groupDeleted(group);
};

/** Phrases that core always says alike; null for any other. */
const fixedIn = (text: string, reader: Reader): string | null => {
  const { sentences, times } = reader;
  const { phrases } = sentences;
  const known = Object.hasOwn(fixed, text) ? fixed[text as keyof typeof fixed] : undefined;
  if (known !== undefined) return phrases[known];
  const told = /^already told at (\S+Z)$/.exec(text)?.[1];
  if (told !== undefined) return phrases.alreadyTold(times.short(told));
  const attention = attentionIn(text, { sentences });
  return attention === text ? knownReasonIn(text, reader) : attention;
};

const fixed = {
  "the rule is on": "ruleOn",
  on: "on",
  off: "off",
  archived: "archived",
  "the rule is complete": "ruleComplete",
  "every update": "everyUpdate",
  "once per incident": "once",
  "once per incident, and when its severity rises": "onceAndEscalation",
  "not told yet": "notToldYet",
  "an alert that is new to the rule": "newToRule",
  "known from an incident that was merged with this one": "knownByMerge",
  any: "any",
  none: "none",
  "no device": "noDevice",
  "not said": "notSaid",
  "no silence": "noSilence",
} as const;

const kindsIn = (kinds: readonly string[], { sentences }: Reader): readonly string[] =>
  kinds.map((kind) => wordIn(sentences.words.change, kind));

const severitiesAsked = (asked: readonly string[], { sentences: { phrases, words } }: Reader): string =>
  severities.every((severity) => asked.includes(severity))
    ? phrases.anySeverity
    : asked.map((severity) => wordIn(words.severity, severity)).join(phrases.or);

const groupsAsked = (expected: string, reader: Reader): string => {
  const { phrases } = reader.sentences;
  const named = expected.replace(/(^| or )no device$/, "");
  const names = named === "" ? [] : named.split(" or ").map((name) => groupWord(name, reader));
  return [...names, ...(named === expected ? [] : [phrases.noDevice])].join(phrases.or);
};

const readableSources = (text: string): string => text.replace(/\b(microsoft|azure)[A-Z0-9]\w*/g, readableSource);

/** `contains “ransom” or “wiper”`, and `is T1059 or T1486` or ids of our sources. */
const matchIn = (expected: string, reader: Reader): string => {
  const { phrases } = reader.sentences;
  const [, verb, list = ""] = /^(is|contains|fits) (.*)$/s.exec(expected) ?? [];
  if (verb === undefined) return expected;
  const texts = list.startsWith("“")
    ? list.replaceAll("” or “", `”${phrases.or}“`)
    : list
        .split(" or ")
        .map((word) => reader.sourceName(word) ?? word)
        .join(phrases.or);
  return phrases[verb as "is" | "contains" | "fits"](texts);
};

const listIn = (actual: string, { sentences: { phrases } }: Reader): string => {
  const [, names, more] = /^(.*) and (\d+) more$/s.exec(actual) ?? [];
  return names === undefined || more === undefined ? actual : phrases.andMore(names, more);
};
