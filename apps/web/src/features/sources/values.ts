import { z } from "zod";
import { type Entered, enteredOf, isEnterable, type KindField, settingsEntered } from "./kind-settings.ts";
import { type Source, settingsOf, wordsOf } from "./source.ts";

/** What the form of a source's settings holds. */
export interface Values {
  readonly name: string;
  readonly alarm: "learned" | "after" | "never";
  readonly silentAfterMinutes: number | string;
  readonly keyInPath: boolean;
  readonly settings: Readonly<Record<string, Entered>>;
}

const yearMinutes = 525_600;

interface Faults {
  readonly notJson: string;
  readonly notMinutes: string;
}

export const valuesSchema = (fields: readonly KindField[], faults: Faults): z.ZodType<unknown, Values> =>
  z
    .object({
      name: z.string().trim().min(1).max(100),
      alarm: z.enum(["learned", "after", "never"]),
      silentAfterMinutes: z.union([z.number(), z.string()]),
      keyInPath: z.boolean(),
      settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    })
    .superRefine(({ alarm, silentAfterMinutes, settings }, context) => {
      if (alarm === "after" && !z.int().min(1).max(yearMinutes).safeParse(silentAfterMinutes).success) {
        context.addIssue({ code: "custom", path: ["silentAfterMinutes"], message: faults.notMinutes });
      }
      for (const field of fields) {
        if (isEnterable(field, settings[field.name])) continue;
        context.addIssue({ code: "custom", path: ["settings", field.name], message: faults.notJson });
      }
    });

export const valuesOf = (source: Source, fields: readonly KindField[]): Values => {
  const minutes = source.silentAfterMinutes;
  return {
    name: source.name,
    alarm: minutes === null ? "learned" : minutes === 0 ? "never" : "after",
    silentAfterMinutes: minutes || 60,
    keyInPath: source.keyInPath,
    settings: enteredOf(fields, settingsOf(source)),
  };
};

/** The source as the api is told of it: what the form does not hold stays. */
export const draftOf = (source: Source, fields: readonly KindField[], values: Values) => ({
  ...wordsOf(source),
  name: values.name,
  settings: { ...settingsOf(source), ...settingsEntered(fields, values.settings) },
  silentAfterMinutes: silentAfter(values),
  keyInPath: values.keyInPath,
});

const silentAfter = ({ alarm, silentAfterMinutes }: Values): number | null => {
  if (alarm === "learned") return null;
  return alarm === "never" ? 0 : Number(silentAfterMinutes);
};
