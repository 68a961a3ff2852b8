import { readableSource } from "@tocsin/core/incidents";
import type { Severity } from "@tocsin/core/kernel";
import type { IncidentMessage } from "@tocsin/core/messages";
import { fit } from "../../foreign-text.ts";
import type { Language } from "../../languages/index.ts";
import { safeUrl } from "../../safe-url.ts";
import type { Times } from "../../times.ts";
import { nameMax, titleMax } from "./limits.ts";

/** One alert as the reader sees it. */
export interface AlertLine {
  readonly severity: Severity;
  readonly severityWord: string;
  readonly title: string;
  /** Time and source, as far as known; else empty. */
  readonly detail: string;
}

/** The newest alerts, and a line on those that are left out. */
export interface Alerts {
  readonly heading: string;
  readonly lines: readonly AlertLine[];
  readonly more: string | null;
}

/** The newest `max` alerts; null for an incident that has none to show. */
export const alertsOf = (message: IncidentMessage, max: number, language: Language, times: Times): Alerts | null => {
  const { alerts, alertCount } = message;
  if (alertCount === 0) return null;
  const lines = alerts.slice(0, max).map((alert) => ({
    severity: alert.severity,
    severityWord: language.severity[alert.severity],
    title: fit(alert.title, titleMax) || language.untitledAlert,
    detail: [
      ...(alert.at === null ? [] : [times.exact(alert.at)]),
      ...(alert.source === null ? [] : [fit(readableSource(alert.source), nameMax)]),
    ].join(" · "),
  }));
  const more = alertCount - lines.length;
  return {
    heading: `${language.alerts} (${alertCount})`,
    lines,
    more: more > 0 ? language.moreAlerts(more, safeUrl(message.links.console) !== null) : null,
  };
};
