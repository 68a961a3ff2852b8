import { organizationDraftSchema } from "@tocsin/core/organizations";
import { z } from "zod";
import type { IssueWords } from "../../components/form/use-issue-words.ts";
import type { Organization } from "../../lib/organization.ts";

/** An organization as its form has it: domains one a line, times in seconds. */
export interface Values {
  readonly name: string;
  readonly tenantId: string;
  readonly portalUrl: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly allowedDomains: string;
  readonly urgentSeconds: number | string;
  readonly otherSeconds: number | string;
}

export const valuesOf = ({ bundling, allowedDomains, ...organization }: Organization): Values => ({
  name: organization.name,
  tenantId: organization.tenantId,
  portalUrl: organization.portalUrl,
  locale: organization.locale,
  timeZone: organization.timeZone,
  allowedDomains: allowedDomains.join("\n"),
  urgentSeconds: bundling.urgentMs / 1_000,
  otherSeconds: bundling.otherMs / 1_000,
});

/** What is sent of it. A field for a number that was emptied is none. */
export const draftOf = ({ urgentSeconds, otherSeconds, allowedDomains, ...values }: Values) => ({
  ...values,
  allowedDomains: allowedDomains.split(/[\s,;]+/).filter((domain) => domain !== ""),
  bundling: { urgentMs: millisecondsOf(urgentSeconds), otherMs: millisecondsOf(otherSeconds) },
});

const millisecondsOf = (seconds: number | string): number | null =>
  seconds === "" ? null : Math.round(Number(seconds) * 1_000);

/** The field of the form in which a field of the draft is entered. */
const fieldOf = ([first, second]: readonly PropertyKey[]): string => {
  if (first === "bundling") return second === "urgentMs" ? "urgentSeconds" : "otherSeconds";
  return String(first);
};

/** Judges what was entered as the api will, in our words where zod has none of its own to say. */
export const valuesSchema = (words: IssueWords): z.ZodType<unknown, Values> =>
  z.custom<Values>().superRefine((values, context) => {
    for (const issue of organizationDraftSchema.safeParse(draftOf(values)).error?.issues ?? []) {
      context.addIssue({ code: "custom", path: [fieldOf(issue.path)], message: words(issue) });
    }
  });
