import type { JudgedChange } from "../conditions/index.ts";
import { highestOf, type IncidentId, type Instant, type RuleId, type Severity } from "../kernel/index.ts";
import type { ReplayedChange, ToldBefore, ToldOfFamily } from "./ports.ts";

type ToldByRule = ReadonlyMap<RuleId, ToldOfFamily>;

/** What a replay keeps of families: who belonged together when, and what had been told of them by then. */
export interface FamilyMemory {
  remember(told: readonly ToldBefore[]): void;
  /** Follows incidents to other families, then answers what the family of a changed one has told. */
  enter(change: Pick<JudgedChange, "incidentId" | "familyId">, moved: ReplayedChange["moved"]): ToldByRule;
  tell(incidentId: IncidentId, ruleId: RuleId, at: ToldOfFamily): void;
}

export const openFamilyMemory = (): FamilyMemory => {
  const familyOf = new Map<IncidentId, IncidentId>();
  const membersOf = new Map<IncidentId, Set<IncidentId>>();
  const told = new Map<IncidentId, Map<RuleId, ToldOfFamily>>();

  const place = (incidentId: IncidentId, familyId: IncidentId): void => {
    const before = familyOf.get(incidentId);
    if (before === familyId) return;
    // A family is named after the incident in which its redirects end: that one belongs to it, reported or not.
    if (incidentId !== familyId && !familyOf.has(familyId)) place(familyId, familyId);
    if (before !== undefined) {
      membersOf.get(before)?.delete(incidentId);
      // What a family told counts for each part that it falls into.
      const [relative] = membersOf.get(before) ?? [];
      if (relative !== undefined) inherit(relative, told.get(incidentId));
      inherit(incidentId, toldOf(before));
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

  const inherit = (heir: IncidentId, tellings: ToldByRule = new Map()): void => {
    for (const [ruleId, at] of tellings) tell(heir, ruleId, at);
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
    enter: ({ incidentId, familyId }, moved) => {
      for (const { incidentId: mover, to } of moved) place(mover, to);
      place(incidentId, familyId);
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
