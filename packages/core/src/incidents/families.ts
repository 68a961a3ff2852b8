import type { IncidentId } from "../kernel/index.ts";

/** An incident among those that redirects tie together. */
export interface FamilyMember {
  readonly id: IncidentId;
  readonly number: number;
  /** Where its source redirects it now; null where it stands for itself. */
  readonly redirectTo: IncidentId | null;
}

/**
 * The family of every member: the incident in which its redirects end. So families are what redirects connect, whatever
 * the order in which they were said or taken back. A circle of redirects has no end: there the one with the lowest number
 * stands for all, and its own redirect is refused for as long as the circle stands.
 */
export const familiesOf = (members: readonly FamilyMember[]): ReadonlyMap<IncidentId, IncidentId> => {
  const byId = new Map(members.map((member) => [member.id, member]));
  return new Map(members.map((member) => [member.id, endOf(member, byId).id]));
};

const endOf = (start: FamilyMember, byId: ReadonlyMap<IncidentId, FamilyMember>): FamilyMember => {
  const passed: FamilyMember[] = [];
  let here = start;
  for (;;) {
    passed.push(here);
    const next = here.redirectTo === null ? undefined : byId.get(here.redirectTo);
    if (next === undefined) return here;
    const circleFrom = passed.indexOf(next);
    if (circleFrom >= 0) return passed.slice(circleFrom).reduce((a, b) => (b.number < a.number ? b : a));
    here = next;
  }
};
