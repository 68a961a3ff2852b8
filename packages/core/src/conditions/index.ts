import { z } from "zod";
import { category } from "./category.ts";
import type { ConditionKind } from "./condition-kind.ts";
import { host } from "./host.ts";
import type { JudgedAlert, JudgedChange } from "./judged.ts";
import { source } from "./source.ts";
import { tag } from "./tag.ts";
import { technique } from "./technique.ts";
import { title } from "./title.ts";
import { user } from "./user.ts";

export { listed } from "./condition-kind.ts";
export * from "./judged.ts";

/** Every kind of condition. Adding one is adding a file, its schema to the union and its line to the table. */
export const conditionSchema = z
  .discriminatedUnion("kind", [
    category.params,
    host.params,
    source.params,
    tag.params,
    technique.params,
    title.params,
    user.params,
  ])
  .meta({ id: "Condition" });

export type Condition = z.infer<typeof conditionSchema>;

const kinds = { category, host, source, tag, technique, title, user } satisfies Record<Condition["kind"], unknown>;

/** What a condition asks about. */
export const conditionKindSchema = z.enum(Object.keys(kinds) as readonly Condition["kind"][]);

/** One line of a because: what was asked, what was found, and whether that holds. */
export interface Verdict {
  readonly condition: string;
  readonly expected: string;
  readonly actual: string;
  readonly holds: boolean;
}

/** Asks one condition of one alert of a change. */
export const judge = (condition: Condition, change: JudgedChange, alert: JudgedAlert): Verdict => {
  // The table is keyed by the very discriminant, so the kind found is the one whose params these are.
  const kind = kinds[condition.kind] as unknown as ConditionKind<typeof conditionSchema>;
  return {
    condition: condition.kind,
    expected: kind.describe(condition),
    actual: kind.actual(change, alert),
    holds: kind.holds(condition, change, alert),
  };
};
