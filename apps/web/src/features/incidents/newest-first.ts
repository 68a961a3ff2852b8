import type { alertResponseSchema } from "@tocsin/core/incidents";
import { rankOf } from "@tocsin/core/kernel";

export type Alert = ReturnType<typeof alertResponseSchema.parse>;

/** When an alert came up, as near as its source says. */
export const timeOf = (alert: Alert): string | null =>
  alert.createdAt ?? alert.firstActivityAt ?? alert.lastActivityAt ?? alert.updatedAt;

/** The graver of two of the same time goes first; one without a time comes last. */
export const newestFirst = (alerts: readonly Alert[]): readonly Alert[] =>
  [...alerts].sort((a, b) => msOf(b) - msOf(a) || rankOf(b.severity.value) - rankOf(a.severity.value));

const msOf = (alert: Alert): number => Date.parse(timeOf(alert) ?? "1970-01-01T00:00:00Z");
