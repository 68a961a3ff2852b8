import { type MergedIncident, nothingNew } from "@tocsin/core/incidents";
import type { CommitChange, CommittedChange, Recording } from "./commit-change.ts";
import type { IncidentRow, IncidentRows } from "./incident-rows.ts";

/**
 * An incident that was merged into another joins its family, so that what either told counts for both. A target that
 * nobody has reported becomes a stub; one that is known has a change of its own to tell of. Null where nothing is new:
 * families only ever grow here, so a cycle of redirects ends in one family too.
 */
export const foldIntoTarget = (
  rows: IncidentRows,
  source: IncidentRow,
  { facts }: MergedIncident,
  commitChange: CommitChange,
  recording: Recording,
): CommittedChange | null => {
  if (facts.redirectTo === null || facts.redirectTo === source.externalId) return null;
  const target = rows.findOrStub(source, facts.redirectTo, recording.at);
  if (target.familyId === source.familyId) return null;
  rows.joinFamilies(source.familyId, target.familyId);
  if (target.stub) return null;
  const news = { kinds: ["merged"] as const, detail: { ...nothingNew, merged: [source.number] } };
  return commitChange(rows.countChange(target, recording.at), news, [], recording);
};
