import { type ChangeId, DomainError, type RuleId } from "@tocsin/core/kernel";
import { seesRule } from "@tocsin/core/notification-rules";
import { type DecisionFilter, type DecisionQueries, visibleDecision } from "@tocsin/core/notifications";
import { and, desc, eq, gte, inArray, lte, type SQL, sql } from "drizzle-orm";
import { insideScope } from "../incidents/inside-scope.ts";
import { readWhole } from "../incidents/read-whole.ts";
import { incidentChanges, incidents } from "../incidents/tables.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import { pageOf } from "../page.ts";
import type { StoreParts } from "../store-parts.ts";
import { decisions } from "./tables.ts";

export const openDecisionQueries = ({ db }: StoreParts): DecisionQueries => ({
  list: async (scope, filter, { limit, after }) => {
    const rows = db
      .select({
        change: {
          id: incidentChanges.id,
          seq: incidentChanges.seq,
          at: incidentChanges.at,
          kinds: incidentChanges.kinds,
        },
        incident: { id: incidents.id, number: incidents.number, title: incidents.title, severity: incidents.severity },
        ruleId: decisions.ruleId,
        rule: notificationRules.rule,
        decision: decisions.decision,
      })
      // From the changes, which lie in the order of their time; each has few decisions.
      .from(incidentChanges)
      .innerJoin(decisions, eq(decisions.changeId, incidentChanges.id))
      .innerJoin(incidents, eq(incidents.id, incidentChanges.incidentId))
      .innerJoin(notificationRules, eq(notificationRules.id, decisions.ruleId))
      .where(
        and(
          eq(incidentChanges.organizationId, scope.organizationId),
          insideScope(scope),
          ...conditionsOf(filter),
          after === null ? undefined : earlierThan(after),
        ),
      )
      .orderBy(desc(incidentChanges.at), desc(incidentChanges.id), desc(decisions.ruleId))
      .limit(limit + 1)
      .all();
    const whole = readWhole(
      db,
      scope,
      rows.map(({ incident }) => incident.id),
    );
    const page = pageOf(
      rows,
      limit,
      (row) => row,
      ({ change, ruleId }) => `${change.at}.${change.id}.${ruleId}`,
    );
    const items = page.items
      .filter(({ rule }) => seesRule(rule, scope.deviceGroups))
      .map(({ ruleId, rule, decision, ...row }) => ({
        ...row,
        rule: { id: ruleId, name: rule.name },
        decision: visibleDecision(decision, rule, scope.deviceGroups, whole.has(row.incident.id)),
      }));
    return { items, next: page.next };
  },
});

const conditionsOf = ({ outcomes, ruleId, incidentId, from, to }: DecisionFilter): readonly (SQL | undefined)[] => [
  outcomes.length > 0 ? inArray(decisions.outcome, [...outcomes]) : undefined,
  ruleId === null ? undefined : eq(decisions.ruleId, ruleId),
  incidentId === null ? undefined : eq(incidentChanges.incidentId, incidentId),
  from === null ? undefined : gte(incidentChanges.at, from),
  to === null ? undefined : lte(incidentChanges.at, to),
];

const earlierThan = (cursor: string): SQL => {
  const parts = /^(\d{1,16})\.([\w-]{1,64})\.([\w-]{1,64})$/.exec(cursor);
  if (parts === null) throw new DomainError("malformed", "This cursor is not one that a list answered");
  const [at, changeId, ruleId] = [Number(parts[1]), parts[2] as ChangeId, parts[3] as RuleId];
  return sql`(${incidentChanges.at} < ${at} or (${incidentChanges.at} = ${at} and (${incidentChanges.id} < ${changeId}
    or (${incidentChanges.id} = ${changeId} and ${decisions.ruleId} < ${ruleId}))))`;
};
