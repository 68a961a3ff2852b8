import type { Alert, ChangeDetail, EvidenceType } from "../incidents/index.ts";
import { isAbove, rankOf, type Severity } from "../kernel/index.ts";
import type { ChangeLine } from "../messages/index.ts";
import type { Projection } from "./project.ts";

/**
 * What a reader is told has changed, most telling first: what came in between, as it stands now, of what is shown.
 * `told` is the severity in the reader's last mail.
 */
export const changeLines = (
  news: ChangeDetail,
  shown: Projection,
  told: Severity,
  namesShown: boolean,
): readonly ChangeLine[] => {
  const visible = new Map(shown.alerts.map((alert) => [alert.key, alert]));
  const lines: ChangeLine[] = [];
  if (told !== shown.severity) lines.push({ kind: "severity", from: told, to: shown.severity });
  const fresh = news.newAlerts.flatMap(({ key }) => visible.get(key) ?? []);
  const newest = newestFirst(fresh)[0];
  if (newest) lines.push({ kind: "newAlerts", count: fresh.length, newest: newest.title });
  for (const { key, from } of news.raisedAlerts) {
    const alert = visible.get(key);
    if (alert === undefined || !isAbove(alert.severity.value, from)) continue;
    lines.push({ kind: "alertRaised", title: alert.title, from, to: alert.severity.value });
  }
  lines.push(...evidenceLines(news, visible, namesShown));
  if (news.status) lines.push({ kind: "status", from: news.status.from, to: news.status.to });
  if (news.assignedTo) lines.push({ kind: "assigned", to: news.assignedTo.to });
  if (news.classification) lines.push({ kind: "classified", as: news.classification.to });
  if (news.merged.length > 0) lines.push({ kind: "merged", numbers: news.merged });
  return lines;
};

const evidenceLines = (
  news: ChangeDetail,
  visible: ReadonlyMap<string, Alert>,
  namesShown: boolean,
): readonly ChangeLine[] => {
  const byType = new Map<EvidenceType, Map<string, string>>();
  const known = knownEvidence(news, visible);
  for (const { alertKey, type, key, name } of news.newEvidence) {
    const isShown = visible.get(alertKey)?.evidence.some((item) => item.type === type && item.key === key);
    if (isShown && !known.has(`${type} ${key}`)) byType.set(type, (byType.get(type) ?? new Map()).set(key, name));
  }
  return [...byType].map(([type, items]) => ({
    kind: "newEvidence",
    type,
    count: items.size,
    names: namesShown ? [...items.values()] : [],
  }));
};

/** What the reader knows from alerts that had it before: there it is not new, though it is to another alert. */
const knownEvidence = (news: ChangeDetail, visible: ReadonlyMap<string, Alert>): ReadonlySet<string> => {
  const newAlerts = new Set(news.newAlerts.map(({ key }) => key));
  const added = new Set(news.newEvidence.map(({ alertKey, type, key }) => `${alertKey} ${type} ${key}`));
  const earlier = [...visible.values()].filter((alert) => !newAlerts.has(alert.key));
  return new Set(
    earlier.flatMap((alert) =>
      alert.evidence.flatMap(({ type, key }) => (added.has(`${alert.key} ${type} ${key}`) ? [] : [`${type} ${key}`])),
    ),
  );
};

/** The graver of two of the same time goes first. */
export const newestFirst = (alerts: readonly Alert[]): readonly Alert[] =>
  // Alerts come in the order of their arrival: of two that say nothing of their time, the later one is newer.
  alerts
    .toReversed()
    .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0) || rankOf(b.severity.value) - rankOf(a.severity.value));
