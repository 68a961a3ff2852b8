import type { EvidenceType } from "@tocsin/core/incidents";
import { isAbove } from "@tocsin/core/kernel";
import type { ChangeLine, Headline, IncidentMessage } from "@tocsin/core/messages";
import { fit } from "../../foreign-text.ts";
import type { Language } from "../../languages/index.ts";
import type { Times } from "../../times.ts";
import { changeLinesShown, nameMax, namesShown, titleMax } from "./limits.ts";
import { classificationWord, statusWord } from "./words.ts";

/** What is new since this reader's last mail, or in a first one what happened to the incident, as plain sentences. */
export interface Changes {
  readonly heading: string;
  readonly lines: readonly string[];
}

/**
 * At most five lines, the last of which says how many more there are; null where there is none. What the headline speaks of
 * comes first, so that it is never among those that are only counted.
 */
export const changesOf = (message: IncidentMessage, language: Language, times: Times): Changes | null => {
  if (message.changes === null || message.changes.lines.length === 0) return null;
  const { since } = message.changes;
  const lines = headlineFirst(message.changes.lines, message.headline);
  const told = lines.length > changeLinesShown ? lines.slice(0, changeLinesShown - 1) : lines;
  const sentences = told.map((line) =>
    line.kind === "status" && message.headline === "resolved"
      ? closingOf(line, message, language)
      : sentenceOf(line, language),
  );
  if (told.length < lines.length) sentences.push(language.moreChanges(lines.length - told.length));
  const heading = since === null ? language.whatHappened : language.changedSince(times.short(since));
  return { heading, lines: sentences };
};

/** The lines that bear a headline out; a rise may stand in any. */
const kindsOf: Readonly<Record<Headline, readonly ChangeLine["kind"][]>> = {
  opened: [],
  reopened: ["status", "severity"],
  merged: ["merged", "severity"],
  escalated: ["severity"],
  resolved: ["status", "classified", "severity"],
  updated: [],
};

const headlineFirst = (lines: readonly ChangeLine[], headline: Headline): readonly ChangeLine[] => {
  const kinds = kindsOf[headline];
  return [
    ...kinds.flatMap((kind) => lines.filter((line) => line.kind === kind)),
    ...lines.filter(({ kind }) => !kinds.includes(kind)),
  ];
};

/** How it was resolved, with whose it was: the source does not say who closed it, and that is as near as we can tell. */
const closingOf = (line: StatusLine, { incident }: IncidentMessage, language: Language): string => {
  const assignee = fit(incident.assignedTo ?? "", nameMax);
  const from = statusWord(line.from, language);
  const to = statusWord(line.to, language);
  return language.statusChanged(from, assignee === "" ? to : language.statusAndAssignee(to, assignee));
};

type StatusLine = Extract<ChangeLine, { kind: "status" }>;

const sentenceOf = (line: ChangeLine, language: Language): string => {
  switch (line.kind) {
    case "severity": {
      const tell = isAbove(line.to, line.from) ? language.severityRose : language.severityFell;
      return tell(language.severity[line.from], language.severity[line.to]);
    }
    case "alertRaised": {
      const tell = isAbove(line.to, line.from) ? language.alertRose : language.alertFell;
      return tell(fit(line.title, titleMax), language.severity[line.from], language.severity[line.to]);
    }
    case "newAlerts": {
      const counted = language.newAlerts(line.count);
      const newest = fit(line.newest, titleMax);
      return newest === "" ? counted : language.newest(counted, line.count, newest);
    }
    case "newEvidence": {
      const counted = evidenceCounter(line.type, language)(line.count);
      const names = line.names.slice(0, namesShown).map((name) => fit(name, nameMax));
      return names.length === 0 ? counted : `${counted}: ${language.andMore(names, line.count - names.length)}`;
    }
    case "status":
      return language.statusChanged(statusWord(line.from, language), statusWord(line.to, language));
    case "assigned":
      return line.to === null ? language.unassignedNow : language.assignedTo(fit(line.to, nameMax));
    case "classified":
      return line.as === null
        ? language.classificationRemoved
        : language.classifiedAs(classificationWord(line.as, language));
    case "merged": {
      const numbers = line.numbers.slice(0, namesShown).map(String);
      const more = line.numbers.length - numbers.length;
      const list = more > 0 ? language.andMore(numbers, more) : language.and(numbers);
      return language.mergedIn(line.numbers.length, list);
    }
  }
};

const evidenceCounter = (type: string, { newEvidence }: Language) =>
  Object.hasOwn(newEvidence, type) ? newEvidence[type as EvidenceType] : newEvidence.other;
