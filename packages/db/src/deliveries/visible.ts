import { Forbidden } from "@tocsin/core/access";
import { asId, type DeliveryId, type IncidentId, type Scope } from "@tocsin/core/kernel";
import { and, eq, exists, type SQL, sql } from "drizzle-orm";
import { insideScope, whollyInsideScope } from "../incidents/inside-scope.ts";
import { incidents } from "../incidents/tables.ts";
import { bundleOf } from "../notifications/told.ts";
import type { Drizzle } from "../open.ts";
import { deliveries } from "./tables.ts";

/**
 * Restricts a query over `deliveries` to what the caller may see: of a limited one, mails about incidents that he may see.
 * Tests, digests, notices and account mails are of no device group.
 */
export const deliveriesInScope = (db: Drizzle, scope: Scope): SQL | undefined => about(db, scope, insideScope(scope));

/** Whether the caller may see everything that a delivery tells of, whoever it is for. */
export const isWholeMail = (db: Drizzle, scope: Scope, id: DeliveryId): boolean => {
  if (scope.deviceGroups === null) return true;
  const whole = and(eq(deliveries.id, id), about(db, scope, whollyInsideScope(scope)));
  return db.select({ id: deliveries.id }).from(deliveries).where(whole).get() !== undefined;
};

/** Throws where the text of a delivery's mail may hold more than the caller may see. */
export const demandWholeMail = (db: Drizzle, scope: Scope, id: DeliveryId): void => {
  if (isWholeMail(db, scope, id)) return;
  throw new Forbidden("deliveries.read", "this mail may tell of device groups that you cannot see");
};

/** Throws where the caller may see a delivery, but not send it once more: he manages none of the device groups concerned. */
export const demandManaged = (db: Drizzle, scope: Scope, id: DeliveryId): void => {
  const within = (reach: Scope["deviceGroups"]) =>
    db
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(eq(deliveries.id, id), deliveriesInScope(db, { ...scope, deviceGroups: reach })))
      .get() !== undefined;
  if (within(scope.deviceGroups) && !within(scope.manages)) {
    throw new Forbidden("deliveries.redrive", "you may send no mails about these device groups once more");
  }
};

const about = (db: Drizzle, { organizationId, deviceGroups }: Scope, which: SQL | undefined): SQL | undefined => {
  const mine = eq(deliveries.organizationId, organizationId);
  if (deviceGroups === null) return mine;
  const incidentId = sql`substr(${deliveries.bundle}, ${bundleOf(asId<IncidentId>("")).length + 1})`;
  const incident = db
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.id, incidentId), which));
  return and(mine, eq(deliveries.messageKind, "incident"), exists(incident));
};
