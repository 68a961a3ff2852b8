import type { Attempt, Delivery } from "@tocsin/core/deliveries";
import type { attempts, deliveries } from "./tables.ts";

export const deliveryOf = (row: typeof deliveries.$inferSelect): Delivery => ({
  id: row.id,
  organizationId: row.organizationId,
  messageKind: row.messageKind,
  address: row.address,
  state: row.state,
  reason: row.reason,
  bundle: row.bundle,
  severity: row.severity,
  message: row.message,
  dueAt: row.dueAt,
  attempts: row.attempts,
  redrive: row.redrive,
  createdAt: row.createdAt,
  sealedAt: row.sealedAt,
  settledAt: row.settledAt,
});

export const attemptOf = (row: typeof attempts.$inferSelect): Attempt => ({
  deliveryId: row.deliveryId,
  number: row.number,
  redrive: row.redrive,
  transport: row.transport,
  destination: row.destination,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
  outcome: row.outcome,
});
