import type { IncidentId } from "@tocsin/core/kernel";
import { seesRule } from "@tocsin/core/notification-rules";
import { type CoverageStore, type Unheard, visibleDecision } from "@tocsin/core/notifications";
import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { readWhole } from "../incidents/read-whole.ts";
import { readRules } from "../notification-rules/rows.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import { readTogether } from "../read-together.ts";
import { sources } from "../sources/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { decisions } from "./tables.ts";
import { bundleOf } from "./told.ts";

export const openCoverageStore = ({ sqlite, db, knowledgeOf }: StoreParts): CoverageStore => ({
  coverageFacts: async ({ organizationId }) =>
    readTogether(sqlite, () => {
      const { groups, organization, userScopeOf } = knowledgeOf(organizationId);
      const known = db
        .select({ id: sources.id, name: sources.name })
        .from(sources)
        .where(and(eq(sources.organizationId, organizationId), isNull(sources.archivedAt)))
        .orderBy(asc(sources.name))
        .all();
      return { organization, groups, rules: readRules(db, organizationId), sources: known, userScopeOf };
    }),

  unheardBecause: async (scope, ids) =>
    readTogether(sqlite, () => {
      const whole = readWhole(db, scope, ids);
      const answers = db
        .select({
          incidentId: decisions.incidentId,
          decision: decisions.decision,
          ruleId: decisions.ruleId,
          rule: notificationRules.rule,
        })
        .from(decisions)
        .innerJoin(notificationRules, eq(notificationRules.id, decisions.ruleId))
        .where(and(eq(decisions.organizationId, scope.organizationId), inArray(decisions.incidentId, [...ids])))
        .orderBy(desc(decisions.at), asc(decisions.ruleId))
        .all()
        .filter(({ incidentId, rule }) => whole.has(incidentId) && seesRule(rule, scope.deviceGroups))
        .map(({ incidentId, decision, ruleId, rule }) => ({
          incidentId,
          decision: visibleDecision(decision, rule, scope.deviceGroups, true),
          rule: { id: ruleId, name: rule.name },
        }));
      const givenUp = db
        .select({ bundle: deliveries.bundle, reason: deliveries.reason })
        .from(deliveries)
        .where(and(eq(deliveries.organizationId, scope.organizationId), inArray(deliveries.bundle, ids.map(bundleOf))))
        .orderBy(desc(deliveries.id))
        .all();
      return new Map(
        ids.map((id) => [
          id,
          {
            answers: answers.filter(({ incidentId }) => incidentId === id),
            givenUp: givenUp.find(({ bundle }) => bundle === bundleOf(id))?.reason ?? null,
          },
        ]),
      ) satisfies ReadonlyMap<IncidentId, Unheard>;
    }),
});
