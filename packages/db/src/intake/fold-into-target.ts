import { type MergedIncident, nothingNew } from "@tocsin/core/incidents";
import type { Instant } from "@tocsin/core/kernel";
import type { CommitChange, CommittedChange, Recording } from "./commit-change.ts";
import type { IncidentRow, IncidentRows } from "./incident-rows.ts";

export interface Folded {
  /** The incident that was merged away, in the family that it belongs to now. */
  readonly source: IncidentRow;
  /** The one that it was merged into; null where that has nothing new to tell. */
  readonly target: IncidentRow | null;
}

/**
 * An incident that was merged into another joins its family, so that what either told counts for both: also for what
 * is decided about the very payload that says so. A target that nobody has reported becomes a stub. Families only ever
 * grow here, so a cycle of redirects ends in one family too.
 */
export const joinTarget = (rows: IncidentRows, source: IncidentRow, { facts }: MergedIncident, at: Instant): Folded => {
  if (facts.redirectTo === null || facts.redirectTo === source.externalId) return { source, target: null };
  const target = rows.findOrStub(source, facts.redirectTo, at);
  const { familyId } = target;
  if (familyId === source.familyId) return { source, target: null };
  rows.joinFamilies(source.familyId, familyId);
  return { source: { ...source, familyId }, target: target.stub ? null : target };
};

/** A target that is known has a change of its own to tell of. */
export const tellOfTarget = (
  rows: IncidentRows,
  { source, target }: Folded,
  commitChange: CommitChange,
  recording: Recording,
): readonly CommittedChange[] => {
  if (target === null) return [];
  const news = { kinds: ["merged"] as const, detail: { ...nothingNew, merged: [source.number] } };
  return [commitChange(rows.countChange(target, recording.at), news, [], recording)];
};
