import type { Attempt, Delivery } from "@tocsin/core/deliveries";
import type { Mail } from "@tocsin/core/messages";
import type { attempts, deliveries, mails } from "./tables.ts";

export const deliveryOf = (row: typeof deliveries.$inferSelect): Delivery => ({
  id: row.id,
  organizationId: row.organizationId,
  messageKind: row.messageKind,
  address: row.address,
  state: row.state,
  reason: row.reason,
  bundle: row.bundle,
  severity: row.severity,
  foldedInto: row.foldedInto,
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
  remade: row.remade,
});

export const mailOf = ({ mail, html, text }: Pick<typeof mails.$inferSelect, "mail" | "html" | "text">): Mail => ({
  ...mail,
  html: html ?? mail.html ?? "",
  text: text ?? mail.text ?? "",
});

/** The columns in which a mail is kept. */
export const mailColumns = ({ html, text, ...mail }: Mail) => ({ subject: mail.subject, mail, html, text });
