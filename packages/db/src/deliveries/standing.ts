import type { DeliveryStanding } from "@tocsin/core/deliveries";
import type { StoreParts } from "../store-parts.ts";
import { unhappyStates } from "./tables.ts";

/** Each counts along an index that holds nothing else, so that a table of old deliveries makes none of them slower. */
export const standingQueries = {
  waiting: "select count(*) as count, min(due_at) as oldest from deliveries where state = 'waiting'",
  sending: "select count(*) as count from deliveries where state = 'sending'",
  unhappy: `select state, count(*) as count from deliveries where ${unhappyStates} group by state`,
} as const;

/** Reads how deliveries stand; to be run in one transaction. */
export const openStanding = ({ sqlite }: StoreParts): (() => DeliveryStanding) => {
  const waiting = sqlite.prepare<[], { count: number; oldest: number | null }>(standingQueries.waiting);
  const sending = sqlite.prepare<[], { count: number }>(standingQueries.sending);
  const unhappy = sqlite.prepare<[], { state: "held" | "inDoubt" | "failed"; count: number }>(standingQueries.unhappy);
  return () => {
    const { count = 0, oldest = null } = waiting.get() ?? {};
    const byState = { waiting: count, sending: sending.get()?.count ?? 0, held: 0, inDoubt: 0, failed: 0 };
    for (const { state, count: found } of unhappy.all()) byState[state] = found;
    return { byState, oldestDueAt: oldest };
  };
};
