import { allClearDraftSchema, type allClearResponseSchema } from "@tocsin/core/all-clear";
import { z } from "zod";
import type { IssueWords } from "../../components/form/use-issue-words.ts";

export type AllClear = z.output<typeof allClearResponseSchema>;

/** The all-clear as its form has it; an address that is left empty stays as it is kept. */
export interface Values {
  readonly mailOn: boolean;
  readonly mail: { readonly everyHours: number | string };
  readonly urlOn: boolean;
  readonly url: {
    readonly address: string;
    readonly everyMinutes: number | string;
    readonly method: "GET" | "POST";
  };
}

export const valuesOf = ({ mail, url }: AllClear): Values => ({
  mailOn: mail !== null,
  mail: { everyHours: mail?.everyHours ?? 24 },
  urlOn: url !== null,
  url: { address: "", everyMinutes: url?.everyMinutes ?? 5, method: url?.method ?? "GET" },
});

/** What is sent of it. */
export const draftOf = ({ mailOn, mail, urlOn, url }: Values) => {
  const address = url.address.trim();
  return {
    mail: mailOn ? { everyHours: numberOf(mail.everyHours) } : null,
    url: urlOn
      ? { ...(address !== "" && { address }), everyMinutes: numberOf(url.everyMinutes), method: url.method }
      : null,
  };
};

/** A field for a number that was emptied is none. */
const numberOf = (entered: number | string): number | null => (entered === "" ? null : Number(entered));

interface Words {
  readonly addressNeeded: string;
  readonly of: IssueWords;
}

/** Judges what was entered as the api will; `addressKept`: one may be left out. */
export const valuesSchema = (addressKept: boolean, words: Words): z.ZodType<unknown, Values> =>
  z.custom<Values>().superRefine((values, context) => {
    if (values.urlOn && !addressKept && values.url.address.trim() === "")
      context.addIssue({ code: "custom", path: ["url", "address"], message: words.addressNeeded });
    for (const issue of allClearDraftSchema.safeParse(draftOf(values)).error?.issues ?? [])
      context.addIssue({ code: "custom", path: [...issue.path], message: words.of(issue) });
  });
