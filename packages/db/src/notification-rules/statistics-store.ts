import { dayMs, type RuleId, type Scope } from "@tocsin/core/kernel";
import { type RuleStatistics, type RuleStatisticsStore, seesRule } from "@tocsin/core/notification-rules";
import { and, count, countDistinct, desc, eq, gt, gte, inArray, max, notExists, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { deliveries } from "../deliveries/tables.ts";
import { deliveriesInScope } from "../deliveries/visible.ts";
import { idsOfLast } from "../ids.ts";
import { insideScope, ofSeen } from "../incidents/inside-scope.ts";
import { incidents } from "../incidents/tables.ts";
import { decisions, deliveryCauses } from "../notifications/tables.ts";
import { bundleOf } from "../notifications/told.ts";
import type { Drizzle } from "../open.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";
import { readRules } from "./rows.ts";

export const openRuleStatisticsStore = ({ sqlite, db, clock }: StoreParts): RuleStatisticsStore => ({
  statistics: async (scope, days) =>
    readTogether(sqlite, () => {
      const now = clock();
      const from = now - days * dayMs;
      const rules = readRules(db, scope.organizationId).filter((rule) => seesRule(rule, scope.deviceGroups));
      const ids = rules.map(({ id }) => id);
      const last = readLastTold(db, scope, ids);
      const incidentsOf = readIncidents(db, scope, ids, from);
      const mails = readMailsByDay(db, scope, ids, { from, now });
      const failing = readFailing(db, scope, from);
      return rules.map((rule): RuleStatistics => {
        const byDay = mails.filter(({ ruleId }) => ruleId === rule.id);
        return {
          ruleId: rule.id,
          lastToldAt: last.get(rule.id) ?? null,
          incidents: incidentsOf.get(rule.id) ?? 0,
          mails: byDay.reduce((sum, one) => sum + one.mails, 0),
          mailsByDay: Array.from(
            { length: days },
            (_, day) => byDay.find(({ age }) => age === days - 1 - day)?.mails ?? 0,
          ),
          failing: failing.filter(({ address }) => rule.recipients.some((recipient) => recipient.address === address)),
        };
      });
    }),
});

const notified = (ids: readonly RuleId[]): SQL | undefined =>
  and(inArray(decisions.ruleId, [...ids]), sql`${decisions.outcome} = 'notify'`);

const readLastTold = (db: Drizzle, scope: Scope, ids: readonly RuleId[]) =>
  new Map(
    db
      .select({ ruleId: decisions.ruleId, at: max(decisions.at) })
      .from(decisions)
      .where(and(notified(ids), ofSeen(scope, decisions.incidentId)))
      .groupBy(decisions.ruleId)
      .all()
      .map(({ ruleId, at }) => [ruleId, at]),
  );

const readIncidents = (db: Drizzle, scope: Scope, ids: readonly RuleId[], from: number) =>
  new Map(
    db
      .select({ ruleId: decisions.ruleId, incidents: countDistinct(decisions.incidentId) })
      .from(decisions)
      .where(and(notified(ids), gte(decisions.at, from), ofSeen(scope, decisions.incidentId)))
      .groupBy(decisions.ruleId)
      .all()
      .map(({ ruleId, incidents: found }) => [ruleId, found]),
  );

const readMailsByDay = (
  db: Drizzle,
  scope: Scope,
  ids: readonly RuleId[],
  { from, now }: { readonly from: number; readonly now: number },
) => {
  /** In whole days: 0 within the last 24 hours. */
  const age = sql<number>`cast((${now} - ${deliveries.createdAt}) / ${dayMs} as integer)`;
  const bundles = db
    .select({ bundle: sql<string>`${bundleOf("" as never)} || ${incidents.id}` })
    .from(incidents)
    .where(insideScope(scope));
  return db
    .select({ ruleId: deliveryCauses.ruleId, age, mails: countDistinct(deliveries.id) })
    .from(deliveries)
    .innerJoin(deliveryCauses, eq(deliveryCauses.deliveryId, deliveries.id))
    .where(
      and(
        eq(deliveries.organizationId, scope.organizationId),
        // Read along the ids, which sort by time; a day more, because clocks differ.
        gte(deliveries.id, sql`${idsOfLast(now - from + dayMs)}`),
        gt(deliveries.createdAt, from),
        inArray(deliveryCauses.ruleId, [...ids]),
        scope.deviceGroups === null ? undefined : inArray(deliveries.bundle, bundles),
      ),
    )
    .groupBy(deliveryCauses.ruleId, age)
    .all();
};

/** Addresses whose last mail that came to an end was given up, of the mails that the caller may see. */
const readFailing = (db: Drizzle, scope: Scope, from: number): RuleStatistics["failing"] => {
  const later = alias(deliveries, "later");
  const deliveredSince = db
    .select({ one: sql`1` })
    .from(later)
    .where(
      and(
        eq(later.organizationId, deliveries.organizationId),
        eq(later.address, deliveries.address),
        inArray(later.state, ["sent", "captured"]),
        sql`${later.settledAt} >= ${deliveries.settledAt}`,
      ),
    );
  const rows = db
    .select({
      address: deliveries.address,
      since: sql<number>`min(${deliveries.settledAt})`,
      reason: deliveries.reason,
      mails: count(),
    })
    .from(deliveries)
    .where(
      and(
        deliveriesInScope(db, scope),
        sql`${deliveries.state} = 'failed'`,
        gte(deliveries.createdAt, from),
        notExists(deliveredSince),
      ),
    )
    .groupBy(deliveries.address, deliveries.reason)
    .orderBy(desc(count()))
    .all();
  const byAddress = new Map(rows.toReversed().map((row) => [row.address, row]));
  return [...byAddress.values()].map(({ address, since, reason }) => ({ address, since, reason: reason ?? "" }));
};
