/** Why nobody further is told: the name of a sentence, and what it needs. */
type Ended =
  | { readonly key: "ended.acknowledged"; readonly who: string; readonly at: string }
  | { readonly key: "ended.resolved" | "ended.deleted" | "ended.off" | "ended.attention" | "ended.nobody" };

const fixed = {
  "the incident is resolved": "ended.resolved",
  "the rule was deleted": "ended.deleted",
  "the rule was turned off": "ended.off",
  "the rule has stopped, and needs attention": "ended.attention",
  "nobody further may be told": "ended.nobody",
} as const;

/** Core says it in fixed English phrases; null for one that is not known here, which is shown as it came. */
export const endedOf = (reason: string): Ended | null => {
  if (Object.hasOwn(fixed, reason)) return { key: fixed[reason as keyof typeof fixed] };
  const [, who, at] = /^acknowledged by (.*) at (\S+Z)$/s.exec(reason) ?? [];
  return who === undefined || at === undefined ? null : { key: "ended.acknowledged", who, at };
};
