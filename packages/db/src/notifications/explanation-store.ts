import type { Incident } from "@tocsin/core/incidents";
import type { RuleId } from "@tocsin/core/kernel";
import { type NotificationRule, seesRule } from "@tocsin/core/notification-rules";
import { type ExplanationStore, type ToldOfFamily, visibleDecision, visibleFacts } from "@tocsin/core/notifications";
import { and, asc, eq, inArray, isNotNull, ne, sql } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { deliveriesInScope, isWholeMail } from "../deliveries/visible.ts";
import { insideScope } from "../incidents/inside-scope.ts";
import { changeOf, incidentOf } from "../incidents/rows.ts";
import { incidentChanges, incidents } from "../incidents/tables.ts";
import { found } from "../not-found.ts";
import { readRules, ruleOf } from "../notification-rules/rows.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import { readTogether } from "../read-together.ts";
import { readSilencesSince } from "../silences/rows.ts";
import type { StoreParts } from "../store-parts.ts";
import { openMutesOf } from "./mute-rows.ts";
import { decisions, deliveryCauses, told } from "./tables.ts";
import { earliestWithHighest } from "./told.ts";

export const openExplanationStore = ({ sqlite, db, knowledgeOf }: StoreParts): ExplanationStore => ({
  explanationFacts: async (scope, incidentId) =>
    readTogether(sqlite, () => {
      const row = db
        .select()
        .from(incidents)
        .where(and(insideScope(scope), eq(incidents.id, incidentId)))
        .get();
      const incident = incidentOf(found(row, "incident"));
      const changes = db
        .select()
        .from(incidentChanges)
        .where(eq(incidentChanges.incidentId, incidentId))
        .orderBy(asc(incidentChanges.seq))
        .all();
      const decided = db.select().from(decisions).where(eq(decisions.incidentId, incidentId)).all();
      const { groups, organization, userScopeOf } = knowledgeOf(scope.organizationId);
      const facts = {
        incident,
        toldElsewhere: readToldElsewhere(db, incident),
        decided: changes.map((change) => ({
          change: changeOf(change),
          judged: change.judged,
          decisions: decided.filter(({ changeId }) => changeId === change.id).map(({ decision }) => decision),
        })),
        // A rule that was archived since still explains what it told.
        rules: [...readRules(db, scope.organizationId), ...readArchivedAmong(db, decided)],
        groups,
        organization,
        userScopeOf,
        mutes: openMutesOf(db).all({ incidentId }),
        silences: readSilencesSince(db, scope.organizationId, changes[0]?.at ?? 0),
      };
      return visibleFacts(facts, scope.deviceGroups);
    }),

  causesOf: async (scope, deliveryId) => {
    const whole = isWholeMail(db, scope, deliveryId);
    return (
      db
        .select({ change: incidentChanges, rule: notificationRules, decision: decisions.decision })
        .from(deliveryCauses)
        // A mail that is sent once more was caused by what caused it the first time.
        .innerJoin(deliveries, eq(deliveryCauses.deliveryId, sql`coalesce(${deliveries.redriveOf}, ${deliveries.id})`))
        .innerJoin(incidentChanges, eq(incidentChanges.id, deliveryCauses.changeId))
        .innerJoin(notificationRules, eq(notificationRules.id, deliveryCauses.ruleId))
        .innerJoin(
          decisions,
          and(eq(decisions.changeId, deliveryCauses.changeId), eq(decisions.ruleId, deliveryCauses.ruleId)),
        )
        .where(and(deliveriesInScope(db, scope), eq(deliveries.id, deliveryId)))
        .orderBy(asc(incidentChanges.seq))
        .all()
        .filter(({ rule }) => seesRule(rule.rule, scope.deviceGroups))
        .map(({ change, rule, decision }) => ({
          change: changeOf(change),
          rule: { id: rule.id, name: rule.rule.name },
          decision: visibleDecision(decision, rule.rule, scope.deviceGroups, whole),
        }))
    );
  },
});

/** What other incidents told that are, or were, of the family: they left it to this one where they parted. */
const readToldElsewhere = (db: StoreParts["db"], { id, familyId }: Incident): ReadonlyMap<RuleId, ToldOfFamily> => {
  const rows = db
    .select({ ruleId: told.ruleId, at: told.at, severity: told.severity })
    .from(incidents)
    .innerJoin(told, eq(told.incidentId, incidents.id))
    .innerJoin(incidentChanges, eq(incidentChanges.id, told.changeId))
    .where(and(eq(incidents.familyId, familyId), ne(incidentChanges.incidentId, id)))
    .orderBy(asc(told.at))
    .all();
  return earliestWithHighest(rows);
};

const readArchivedAmong = (
  db: StoreParts["db"],
  decided: readonly (typeof decisions.$inferSelect)[],
): readonly NotificationRule[] => {
  const ids = [...new Set(decided.map(({ ruleId }) => ruleId))];
  return db
    .select()
    .from(notificationRules)
    .where(and(inArray(notificationRules.id, ids), isNotNull(notificationRules.archivedAt)))
    .orderBy(asc(notificationRules.nameKey))
    .all()
    .map(ruleOf);
};
