import type { ChangeId, Instant, Scope } from "@tocsin/core/kernel";
import { seesRule } from "@tocsin/core/notification-rules";
import type { ChangeOnRecord, Finding, ReconciliationStore } from "@tocsin/core/reconciliation";
import { and, desc, eq, gt, gte, inArray, isNull, lt, min, type SQL, sql } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { deliveries } from "../deliveries/tables.ts";
import { idsFrom, newId } from "../ids.ts";
import { insideScope } from "../incidents/inside-scope.ts";
import { incidentChanges, incidents } from "../incidents/tables.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import { decisions, deliveryCauses } from "../notifications/tables.ts";
import { pageOf } from "../page.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";
import { readChanges } from "./read-changes.ts";
import { standingOf } from "./standing.ts";
import { reconciliationFindings as findings, reconciliationRounds as rounds } from "./tables.ts";

const open = isNull(findings.seenAt);

export const openReconciliationStore = (parts: StoreParts): ReconciliationStore => {
  const { db, writer, sqlite } = parts;
  const read = (which: SQL | undefined, limit: number): readonly ChangeOnRecord[] => readChanges(parts, which, limit);

  const keepFindings = (changeIds: readonly ChangeId[], found: readonly Finding[], now: Instant): void => {
    const still = new Set(found.map(keyOf));
    const known = db
      .select()
      .from(findings)
      .where(inArray(findings.changeId, [...changeIds]))
      .all();
    const over = known.filter((one) => !still.has(keyOf(one))).map(({ id }) => id);
    if (over.length > 0) db.delete(findings).where(inArray(findings.id, over)).run();
    for (const finding of found) {
      db.insert(findings)
        .values({ id: newId(), ...finding, foundAt: Math.floor(now) })
        .onConflictDoNothing()
        .run();
    }
  };

  return {
    nextOf: async (round, until, limit) =>
      readTogether(sqlite, () => {
        const end = idsFrom(until);
        const known = db.select().from(rounds).where(eq(rounds.round, round)).get()?.through ?? "";
        // A clock that was set back makes ids that come before what was looked at under the other time.
        const isAhead = known > end;
        const from = isAhead ? end : known;
        const which = and(gt(incidentChanges.id, from as ChangeId), lt(incidentChanges.id, end as ChangeId), kept(db));
        const rows = read(which, limit + 1);
        const changes = rows.slice(0, limit);
        const more = rows.length > limit;
        return { round, from: known, to: more ? (changes.at(-1)?.id ?? end) : end, changes, more };
      }),

    keepPage: ({ round, from, to, changes }, found, now) =>
      writer.write(() => {
        const known = db.select().from(rounds).where(eq(rounds.round, round)).get()?.through ?? "";
        if (known !== from) return false;
        const row = { round, through: to, checkedAt: Math.floor(now) };
        db.insert(rounds).values(row).onConflictDoUpdate({ target: rounds.round, set: row }).run();
        keepFindings(
          changes.map(({ id }) => id),
          found,
          now,
        );
        return true;
      }),

    suspects: async (limit) =>
      readTogether(sqlite, () => read(inArray(incidentChanges.id, suspectIds(db, limit)), limit)),

    keep: async ({ changeIds, findings: found }, now) => {
      if (changeIds.length > 0) await writer.write(() => keepFindings(changeIds, found, now));
    },

    since: async (at, until, after, limit) =>
      readTogether(sqlite, () => {
        const from = after ?? (idsFrom(at) as ChangeId);
        return read(
          and(gt(incidentChanges.id, from), lt(incidentChanges.id, idsFrom(until) as ChangeId), kept(db)),
          limit,
        );
      }),

    standing: async () => readTogether(sqlite, () => standingOf(db)),

    list: async (scope, { limit, after }) => {
      const rows = listed(db, scope, after, limit + 1);
      const page = pageOf(
        rows,
        limit,
        (row) => row,
        ({ id }) => id,
      );
      const seen = page.items.filter(({ rule }) => rule === null || seesRule(rule, scope.deviceGroups));
      return { items: seen.map(({ rule, ...row }) => ({ ...row, ruleName: rule?.name ?? null })), next: page.next };
    },

    markSeen: (organizationId, now) =>
      writer.write(() => {
        const { changes: seen } = db
          .update(findings)
          .set({ seenAt: Math.floor(now) })
          .where(and(open, eq(findings.organizationId, organizationId)))
          .run();
        noteChange({ object: { kind: "reconciliation", id: null }, after: { seen } });
        return seen;
      }),
  };
};

type Db = StoreParts["db"];

const keyOf = ({ changeId, ruleId, address, why }: Pick<Finding, "changeId" | "ruleId" | "address" | "why">): string =>
  [changeId, ruleId, address, why].join(" ");

/**
 * What was decided about a change is forgotten before its mails are, and as a whole: a change that is older than all that
 * is kept proves nothing any more.
 */
const kept = (db: Db): SQL => {
  const [oldest] = db
    .select({ id: min(decisions.changeId) })
    .from(decisions)
    .all();
  return oldest?.id ? gte(incidentChanges.id, oldest.id) : sql`false`;
};

/** Changes with open findings, and those whose mail is held for a digest that is gone or at its end. */
const suspectIds = (db: Db, limit: number): ChangeId[] => {
  const found = db.selectDistinct({ id: findings.changeId }).from(findings).where(open).limit(limit).all();
  const left = db
    .selectDistinct({ id: deliveryCauses.changeId })
    .from(deliveries)
    .innerJoin(deliveryCauses, eq(deliveryCauses.deliveryId, deliveries.id))
    .where(
      sql`${deliveries.state} = 'held' and ${deliveries.settledAt} is null and ${deliveries.heldFor} = 'digest' and not exists (
        select 1 from deliveries as digest where digest.id = ${deliveries.foldedInto} and digest.state not in ('failed', 'cancelled'))`,
    )
    .limit(limit)
    .all();
  return [...new Set([...found, ...left].map(({ id }) => id))].slice(0, limit);
};

const listed = (db: Db, scope: Scope, after: string | null, limit: number) =>
  db
    .select({
      ...findingColumns,
      at: incidentChanges.at,
      incidentNumber: incidents.number,
      rule: notificationRules.rule,
    })
    .from(findings)
    .innerJoin(incidents, eq(incidents.id, findings.incidentId))
    .innerJoin(incidentChanges, eq(incidentChanges.id, findings.changeId))
    .leftJoin(notificationRules, eq(notificationRules.id, findings.ruleId))
    .where(
      and(
        open,
        eq(findings.organizationId, scope.organizationId),
        insideScope(scope),
        after === null ? undefined : lt(findings.id, after),
      ),
    )
    .orderBy(desc(findings.id))
    .limit(limit)
    .all();

const findingColumns = {
  id: findings.id,
  kind: findings.kind,
  why: findings.why,
  organizationId: findings.organizationId,
  incidentId: findings.incidentId,
  changeId: findings.changeId,
  ruleId: findings.ruleId,
  address: findings.address,
  deliveryId: findings.deliveryId,
  foundAt: findings.foundAt,
};
