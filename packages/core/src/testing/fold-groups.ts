import { apportion, type Grouping, type IncomingIncident, isClosed, type MergedIncident } from "../incidents/index.ts";
import type { Instant } from "../kernel/index.ts";
import { type StoredIncident, takePayload } from "./fold-payloads.ts";

/** The incidents of one group's key as a store keeps them: the first is generation 1. */
export interface StoredGroup {
  readonly generations: readonly (StoredIncident & { readonly closed: boolean })[];
}

export interface TakenGrouped {
  readonly group: StoredGroup;
  readonly merged: readonly MergedIncident[];
}

/** Takes a payload of a grouped kind in, each alert into its generation. */
export const takeGrouped = (
  { generations }: StoredGroup,
  incoming: IncomingIncident,
  grouping: Grouping,
  receivedAt: Instant,
): TakenGrouped => {
  const known = {
    generations: generations.flatMap(({ gathering, closed }, i) =>
      gathering ? [{ generation: i + 1, closed, firstAt: gathering.firstAt, lastAt: gathering.lastAt }] : [],
    ),
    newest: generations.length,
    homeOf: new Map(generations.flatMap(({ alerts }, i) => alerts.map(({ key }) => [key, i + 1] as const))),
  };
  const stored = [...generations];
  const merged = apportion(known, incoming, grouping, receivedAt).map((portion) => {
    const before = stored[portion.generation - 1] ?? null;
    const taken = takePayload(before, portion.incoming, receivedAt);
    if (before === null || taken.merged.touched) {
      stored[portion.generation - 1] = { ...taken.stored, closed: isClosed(taken.merged.facts) };
    }
    return taken.merged;
  });
  return { group: { generations: stored }, merged };
};

export const emptyGroup: StoredGroup = { generations: [] };
