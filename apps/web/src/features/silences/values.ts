import { type Severity, severities } from "@tocsin/core/kernel";
import { silenceDraftSchema } from "@tocsin/core/silences";
import { z } from "zod";
import type { IssueWords } from "../../components/form/use-issue-words.ts";
import type { useSay } from "../../languages/index.ts";
import { ofLocalMinute, toLocalMinute } from "../../lib/local-minute.ts";
import type { silenceSentences } from "./sentences.ts";
import type { Silence } from "./silence.ts";

/** A silence as it stands in the form. */
export interface Values {
  readonly comment: string;
  readonly owner: string;
  /** In the reader's zone; empty: at once. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly severities: Severity[];
  readonly coversHigh: boolean;
  readonly deviceGroups: string[];
  /** As they are typed, parted by commas. */
  readonly sources: string;
}

export const valuesOf = (silence: Silence | null): Values => ({
  comment: silence?.comment ?? "",
  owner: silence?.owner ?? "",
  startsAt: silence === null ? "" : toLocalMinute(Date.parse(silence.startsAt)),
  endsAt: silence === null ? "" : toLocalMinute(Date.parse(silence.endsAt)),
  severities: [...(silence?.severities ?? severities)],
  coversHigh: silence?.coversHigh ?? false,
  deviceGroups: [...(silence?.deviceGroups ?? [])],
  sources: silence?.sources.join(", ") ?? "",
});

/** The body of the request. Conditions come from elsewhere, and stay. */
export const draftOf = (values: Values, silence: Silence | null): object => {
  const { startsAt, endsAt, sources, ...rest } = values;
  const start = ofLocalMinute(startsAt);
  const end = ofLocalMinute(endsAt);
  return {
    ...rest,
    ...(start !== null && { startsAt: new Date(start).toISOString() }),
    ...(end !== null && { endsAt: new Date(end).toISOString() }),
    sources: sources
      .split(/[,\n]/)
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    conditions: silence?.conditions ?? [],
  };
};

type Say = ReturnType<typeof useSay<keyof (typeof silenceSentences)["en"]>>;

const longestMs = 92 * 86_400_000;

/** Judges what was entered as the api will, with the faults at their fields. Who may not silence all names a group. */
export const valuesSchema = (say: Say, silence: Silence | null, maySilenceAll: boolean, words: IssueWords) =>
  z.custom<Values>().superRefine((values, context) => {
    const fault = (path: keyof Values, message: string): void =>
      context.addIssue({ code: "custom", path: [path], message });
    const end = ofLocalMinute(values.endsAt);
    const start = ofLocalMinute(values.startsAt) ?? Date.now();
    if (end === null) fault("endsAt", say("endsAt.missing"));
    else if (end <= Date.now()) fault("endsAt", say("endsAt.passed"));
    else if (end <= start) fault("endsAt", say("endsAt.early"));
    else if (end - start > longestMs) fault("endsAt", say("endsAt.late"));
    if (values.severities.length === 0) fault("severities", say("severities.missing"));
    if (!maySilenceAll && values.deviceGroups.length === 0) fault("deviceGroups", say("deviceGroups.missing"));
    for (const issue of silenceDraftSchema.safeParse(draftOf(values, silence)).error?.issues ?? []) {
      const [field] = issue.path;
      if (field !== "endsAt" && field !== "severities") fault(field as keyof Values, words(issue));
    }
  });
