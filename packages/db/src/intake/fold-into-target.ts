import { type Alert, familiesOf, type MergedIncident, nothingNew } from "@tocsin/core/incidents";
import type { IncidentId, Instant } from "@tocsin/core/kernel";
import type { CommitChange, CommittedChange, Recording } from "./commit-change.ts";
import type { FamilyRow, FamilyRows } from "./family-rows.ts";
import type { IncidentRow, IncidentRows } from "./incident-rows.ts";

export interface Folded {
  /** The incident, in the family that it belongs to now. */
  readonly source: IncidentRow;
  /** The one that it was merged into; null where that has nothing new to tell. */
  readonly target: IncidentRow | null;
  /** The alerts that come to the target with it. */
  readonly brought: readonly Alert[];
  /** The others of the family that it belonged to, where its redirect has changed. */
  readonly relatives: readonly IncidentId[];
}

/** What a redirect is followed with. */
export interface FoldParts {
  readonly rows: IncidentRows;
  readonly families: FamilyRows;
}

/**
 * Follows the redirect of an incident, to where its source's newest word leads it, also back to itself. Families are what
 * redirects connect: so joining one, and leaving it, is working out anew who belongs together. What a family told counts
 * for each part that it falls into. A target that nobody has reported becomes a stub. All of it counts already for what
 * is decided about the very payload that says so.
 */
export const followRedirect = (
  { rows, families }: FoldParts,
  source: IncidentRow,
  { facts }: MergedIncident,
  at: Instant,
): Folded => {
  const leadsAway = facts.redirectTo !== null && facts.redirectTo !== source.externalId;
  const target = leadsAway ? rows.findOrStub(source, facts.redirectTo ?? "", at) : null;
  if ((target?.id ?? null) === source.redirectToId) return { source, target: null, brought: [], relatives: [] };
  const relatives = families.membersOf(source.familyId);
  const isJoining = target !== null && target.familyId !== source.familyId;
  const members = isJoining ? [...relatives, ...families.membersOf(target.familyId)] : relatives;
  const familyOf = redirected(members, source.id, target?.id ?? null);
  families.shareTold(source.familyId, new Set(relatives.map(({ id }) => familyOf(id))));
  families.redirect(source, target?.id ?? null);
  for (const member of members) {
    const to = familyOf(member.id);
    if (to !== member.familyId) families.move(member, to, source, at);
  }
  return {
    source: { ...source, familyId: familyOf(source.id), redirectToId: target?.id ?? null },
    target: isJoining && !target.stub ? { ...target, familyId: familyOf(target.id) } : null,
    brought: isJoining ? families.alertsOf(relatives.filter(({ id }) => familyOf(id) === familyOf(target.id))) : [],
    relatives: relatives.flatMap(({ id }) => (id === source.id ? [] : [id])),
  };
};

const redirected = (
  members: readonly FamilyRow[],
  id: IncidentId,
  redirectTo: IncidentId | null,
): ((id: IncidentId) => IncidentId) => {
  const families = familiesOf(members.map((member) => (member.id === id ? { ...member, redirectTo } : member)));
  return (member) => families.get(member) ?? member;
};

/**
 * A target that is known has a change of its own to tell of. What came to it has been told by whoever told of its family;
 * to a rule that has not, it is new.
 */
export const tellOfTarget = (
  rows: IncidentRows,
  { source, target, brought }: Folded,
  commitChange: CommitChange,
  recording: Recording,
): readonly CommittedChange[] => {
  if (target === null) return [];
  const news = { kinds: ["merged"] as const, detail: { ...nothingNew, merged: [source.number] } };
  return [commitChange(rows.countChange(target, recording.at), news, { touched: [], brought }, recording)];
};
