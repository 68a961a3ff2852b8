import type { Attempt, DeliveryFilter, DeliveryListed, DeliveryPage, DeliveryQueries } from "@tocsin/core/deliveries";
import type { DeliveryId, IncidentId, RuleId, Scope } from "@tocsin/core/kernel";
import { seesRule } from "@tocsin/core/notification-rules";
import { and, asc, count, desc, eq, gte, inArray, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { incidentChanges, incidents } from "../incidents/tables.ts";
import { found } from "../not-found.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import { deliveryCauses } from "../notifications/tables.ts";
import { bundleOf } from "../notifications/told.ts";
import { pageOf } from "../page.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";
import { attemptOf, deliveryOf, mailOf } from "./rows.ts";
import { openStanding } from "./standing.ts";
import { attempts, deliveries, mails } from "./tables.ts";
import { deliveriesInScope, demandWholeMail } from "./visible.ts";

export const openDeliveryQueries = (parts: StoreParts): DeliveryQueries => {
  const { sqlite, db } = parts;
  const mine = (scope: Scope, id: DeliveryId) => and(deliveriesInScope(db, scope), eq(deliveries.id, id));
  const rowsWithSubject = () =>
    db
      .select({ delivery: deliveries, subject: mails.subject })
      .from(deliveries)
      .leftJoin(mails, eq(mails.deliveryId, deliveries.id));

  const standing = openStanding(parts);

  return {
    standing: async () => readTogether(sqlite, standing),

    list: async (scope, filter, { limit, after }) =>
      readTogether(sqlite, () => {
        const { states } = filter;
        const wanted = and(deliveriesInScope(db, scope), ...conditionsOf(parts, filter));
        const rows = rowsWithSubject()
          .where(
            and(
              wanted,
              states.length > 0 ? inArray(deliveries.state, [...states]) : undefined,
              after === null ? undefined : lt(deliveries.id, after as DeliveryId),
            ),
          )
          .orderBy(desc(deliveries.id))
          .limit(limit + 1)
          .all();
        const page = pageOf(
          rows,
          limit,
          (row) => row,
          ({ delivery }) => delivery.id,
        );
        return { items: listed(parts, scope, page.items), next: page.next, totals: totalsOf(parts, wanted) };
      }),

    get: async (scope, id) =>
      readTogether(sqlite, () => {
        const row = rowsWithSubject().where(mine(scope, id)).get();
        const [one] = listed(parts, scope, [found(row, "delivery")]);
        const made = db.select().from(attempts).where(eq(attempts.deliveryId, id)).orderBy(asc(attempts.number)).all();
        return { ...found(one, "delivery"), attempts: made.map(attemptOf) };
      }),

    mail: async (scope, id) => {
      const row = db
        .select({ mail: mails.mail, html: mails.html, text: mails.text })
        .from(mails)
        .innerJoin(deliveries, eq(deliveries.id, mails.deliveryId))
        .where(mine(scope, id))
        .get();
      const made = found(row, "mail: it is made when it is first sent");
      demandWholeMail(db, scope, id);
      return mailOf(made);
    },
  };
};

const conditionsOf = (
  parts: StoreParts,
  { address, incidentId, ruleId, foldedInto, madeFrom = null, madeTo = null, text = null }: DeliveryFilter,
): readonly (SQL | undefined)[] => [
  address === null ? undefined : eq(deliveries.address, address),
  incidentId === null ? undefined : eq(deliveries.bundle, bundleOf(incidentId as IncidentId)),
  ruleId === null ? undefined : inArray(deliveries.id, causedBy(parts, ruleId as RuleId)),
  foldedInto === undefined ? undefined : eq(deliveries.foldedInto, foldedInto as DeliveryId),
  madeFrom === null ? undefined : gte(deliveries.createdAt, madeFrom),
  madeTo === null ? undefined : lte(deliveries.createdAt, madeTo),
  text === null || text.trim() === "" ? undefined : saying(text.trim().toLowerCase()),
];

const saying = (text: string): SQL | undefined =>
  or(sql`instr(${deliveries.address}, ${text}) > 0`, sql`instr(lower(${mails.subject}), ${text}) > 0`);

const totalsOf = ({ db }: StoreParts, wanted: SQL | undefined): DeliveryPage["totals"] =>
  Object.fromEntries(
    db
      .select({ state: deliveries.state, total: count() })
      .from(deliveries)
      .leftJoin(mails, eq(mails.deliveryId, deliveries.id))
      .where(wanted)
      .groupBy(deliveries.state)
      .all()
      .map(({ state, total }) => [state, total]),
  );

const causedBy = ({ db }: StoreParts, ruleId: RuleId) =>
  db.select({ id: deliveryCauses.deliveryId }).from(deliveryCauses).where(eq(deliveryCauses.ruleId, ruleId));

interface Row {
  readonly delivery: typeof deliveries.$inferSelect;
  readonly subject: string | null;
}

/** Adds to a page of deliveries what they are about and the rules that asked for them, in two reads for all. */
const listed = ({ db }: StoreParts, scope: Scope, rows: readonly Row[]): readonly DeliveryListed[] => {
  const ids = rows.map(({ delivery }) => causedAs(delivery));
  const last = lastAttempts(
    db,
    rows.map(({ delivery }) => delivery.id),
  );
  const causes = db
    .selectDistinct({
      deliveryId: deliveryCauses.deliveryId,
      ruleId: notificationRules.id,
      nameKey: notificationRules.nameKey,
      rule: notificationRules.rule,
      incidentId: incidents.id,
      number: incidents.number,
    })
    .from(deliveryCauses)
    .innerJoin(notificationRules, eq(notificationRules.id, deliveryCauses.ruleId))
    .innerJoin(incidentChanges, eq(incidentChanges.id, deliveryCauses.changeId))
    .innerJoin(incidents, eq(incidents.id, incidentChanges.incidentId))
    .where(inArray(deliveryCauses.deliveryId, ids))
    .orderBy(asc(notificationRules.nameKey))
    .all();
  return rows.map(({ delivery, subject }) => {
    const own = causes.filter(({ deliveryId }) => deliveryId === causedAs(delivery));
    const [first] = own;
    return {
      delivery: deliveryOf(delivery),
      subject,
      incident: first === undefined ? null : { id: first.incidentId, number: first.number },
      rules: own
        .filter(({ rule }) => seesRule(rule, scope.deviceGroups))
        .map(({ ruleId, rule }) => ({ id: ruleId, name: rule.name })),
      lastAttempt: last.get(delivery.id) ?? null,
    };
  });
};

const lastAttempts = (db: StoreParts["db"], ids: readonly DeliveryId[]): ReadonlyMap<DeliveryId, Attempt> =>
  new Map(
    db
      .select()
      .from(attempts)
      .where(inArray(attempts.deliveryId, [...ids]))
      .orderBy(asc(attempts.number))
      .all()
      .map((row) => [row.deliveryId, attemptOf(row)]),
  );

/** A mail that is sent once more was caused by what caused it the first time. */
const causedAs = ({ id, redriveOf }: typeof deliveries.$inferSelect): DeliveryId => redriveOf ?? id;
