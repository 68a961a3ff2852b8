import type { z } from "zod";
import type { JudgedAlert, JudgedChange } from "./judged.ts";

/**
 * One question that can be asked of an incident change. A condition of an alert must hold for the same alert as the
 * rule's other alert conditions; one of the change is asked once.
 */
export interface ConditionKind<Schema extends z.ZodType> {
  readonly kind: string;
  readonly params: Schema;
  readonly holds: (params: z.infer<Schema>, change: JudgedChange, alert: JudgedAlert) => boolean;
  /** What was found, in words, for the because. */
  readonly actual: (change: JudgedChange, alert: JudgedAlert) => string;
  /** What was asked for, in words. */
  readonly describe: (params: z.infer<Schema>) => string;
}

export const conditionKind = <Schema extends z.ZodType>(kind: ConditionKind<Schema>): ConditionKind<Schema> => kind;

/** A list in words; “none” where it is empty, so that no because ends in nothing. */
export const listed = (texts: readonly string[]): string =>
  texts.length === 0
    ? "none"
    : texts.length > 5
      ? `${texts.slice(0, 5).join(", ")} and ${texts.length - 5} more`
      : texts.join(", ");
