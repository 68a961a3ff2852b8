import { highestOf, type IncidentId, type Instant, type RuleId, type Severity } from "../kernel/index.ts";
import type { ToldBefore, ToldOfFamily } from "./ports.ts";

type ToldByRule = ReadonlyMap<RuleId, ToldOfFamily>;

/** What a replay keeps of families: who belonged together when, and what had been told of them by then. */
export interface FamilyMemory {
  remember(told: readonly ToldBefore[]): void;
  /** Puts an incident, and those merged into it, where a change says they belong; answers what its family has told. */
  enter(
    change: { readonly incidentId: IncidentId; readonly familyId: IncidentId },
    merged: readonly IncidentId[],
  ): ToldByRule;
  tell(incidentId: IncidentId, ruleId: RuleId, at: ToldOfFamily): void;
}

export const openFamilyMemory = (): FamilyMemory => {
  const familyOf = new Map<IncidentId, IncidentId>();
  const membersOf = new Map<IncidentId, Set<IncidentId>>();
  const told = new Map<IncidentId, Map<RuleId, ToldOfFamily>>();

  const place = (incidentId: IncidentId, familyId: IncidentId): void => {
    const before = familyOf.get(incidentId);
    if (before === familyId) return;
    if (before !== undefined) {
      // What a family told counts for each part that it falls into.
      for (const [ruleId, at] of toldOf(before)) tell(incidentId, ruleId, at);
      membersOf.get(before)?.delete(incidentId);
    }
    familyOf.set(incidentId, familyId);
    const members = membersOf.get(familyId);
    if (members === undefined) membersOf.set(familyId, new Set([incidentId]));
    else members.add(incidentId);
  };

  const tell = (incidentId: IncidentId, ruleId: RuleId, { at, severity }: ToldOfFamily): void => {
    const own = told.get(incidentId) ?? new Map<RuleId, ToldOfFamily>();
    own.set(ruleId, joined({ at, severity }, own.get(ruleId)));
    told.set(incidentId, own);
  };

  const toldOf = (familyId: IncidentId): ToldByRule => {
    const all = new Map<RuleId, ToldOfFamily>();
    for (const member of membersOf.get(familyId) ?? []) {
      for (const [ruleId, at] of told.get(member) ?? []) all.set(ruleId, joined(at, all.get(ruleId)));
    }
    return all;
  };

  return {
    remember: (rows) => {
      for (const { incidentId, familyId, ruleId, at, severity } of rows) {
        if (!familyOf.has(incidentId)) place(incidentId, familyId);
        tell(incidentId, ruleId, { at, severity });
      }
    },
    enter: ({ incidentId, familyId }, merged) => {
      place(incidentId, familyId);
      for (const other of merged) {
        const family = familyOf.get(other);
        const relatives = family === undefined || family === familyId ? [other] : (membersOf.get(family) ?? [other]);
        for (const relative of [...relatives]) place(relative, familyId);
      }
      return toldOf(familyId);
    },
    tell,
  };
};

const joined = (
  one: { readonly at: Instant; readonly severity: Severity },
  other: ToldOfFamily | undefined,
): ToldOfFamily =>
  other === undefined
    ? { at: one.at, severity: one.severity }
    : { at: Math.min(one.at, other.at), severity: highestOf([one.severity, other.severity]) };
