import { err, ok, type Result } from "../../../kernel/index.ts";
import type { IncidentFacts, IncomingIncident } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  firstOf,
  isNothing,
  own,
  readId,
  readName,
  readProse,
  readRecord,
  readText,
  readTitle,
  readUrl,
  said,
  shortKey,
} from "../../read.ts";
import type { NormaliseContext, PayloadFault } from "../../source-kind.ts";
import { keyAlerts } from "../alert-keys.ts";
import { contentHash, readObjects, versionOf, withoutAlerts } from "../document.ts";
import { groupingOf, keyOfParts } from "../settings.ts";
import { type GroupAlert, readAlertmanagerStatus, readGroupAlert } from "./alert.ts";
import { labelTags } from "./evidence.ts";
import type { AlertmanagerSettings } from "./settings.ts";
import { severityReader } from "./severity.ts";

/** Reads one notification: a group of alerts, firing while any of them is. */
export const readGroup = (
  group: ForeignRecord,
  settings: AlertmanagerSettings,
  context: NormaliseContext,
): Result<IncomingIncident, PayloadFault> => {
  const entries = readObjects(group, "alerts");
  if (!entries.ok) return entries;
  const key = groupKeyOf(group, entries.value, settings, context);
  if (key === null) return err({ path: "alerts", problem: "is missing: a group has alerts, or at least a groupKey" });
  const parts = {
    settings,
    context,
    severityOf: severityReader(settings),
    groupStatus: readAlertmanagerStatus(own(group, "status")) ?? undefined,
    serviceSource: isGrafanas(group, entries.value) ? "grafana" : "alertmanager",
  };
  const alerts = entries.value.map((alert) => readGroupAlert(alert, parts));
  const changedAt = alerts.reduce((latest, alert) => Math.max(latest, alert.changedAt), 0);
  const common = readRecord(own(group, "commonLabels"));
  return ok({
    externalId: key,
    authority: `source:${context.sourceId}`,
    grouping: groupingOf(settings),
    layers: [
      {
        version: versionOf(contentHash(withoutAlerts(group), context.digest), changedAt),
        facts: factsSaid<IncidentFacts>({
          title: titleOf(group, alerts),
          description: said(
            readRecord(own(group, "commonAnnotations")),
            ["description", "message", "summary"],
            readProse,
          ),
          status: parts.groupStatus,
          portalUrl: said(group, "externalURL", readUrl),
          tags: common ? labelTags(common) : undefined,
          updatedAt: changedAt === 0 ? undefined : changedAt,
        }),
      },
    ],
    alerts: keyAlerts(alerts.map((alert) => alert.said)),
  });
};

/**
 * What gathers notifications into one incident: the labels that the settings name, else the sender's `groupKey`. Old
 * senders have 0 for every group; there, and where it is missing, the labels that the group has in common stand in.
 */
const groupKeyOf = (
  group: ForeignRecord,
  alerts: readonly ForeignRecord[],
  { groupBy }: AlertmanagerSettings,
  { digest }: NormaliseContext,
): string | null => {
  const made = madeBy(group, alerts);
  if (groupBy.length > 0) {
    const values = groupBy.map((label) => firstOf(...made.map((labels) => readText(own(labels, label)))) ?? "");
    if (values.some((value) => value !== "")) return shortKey(`labels:${keyOfParts(values)}`, digest);
  }
  const said = readText(own(group, "groupKey"));
  const id = said === "0" ? null : readId(said, digest);
  if (id !== null) return id;
  const [labels] = made;
  if (labels) return `labels:${contentHash(labels, digest).slice(0, 32)}`;
  return alerts.length > 0 ? `alerts:${contentHash(alerts, digest).slice(0, 32)}` : null;
};

/** The labels that tell a group from others, best first: those it was made by, those that all of its alerts have. */
const madeBy = (group: ForeignRecord, alerts: readonly ForeignRecord[]): readonly ForeignRecord[] => {
  const ofOne = alerts.length === 1 && alerts[0] ? own(alerts[0], "labels") : undefined;
  return [own(group, "groupLabels"), own(group, "commonLabels"), ofOne]
    .map(readRecord)
    .filter((labels) => labels !== null)
    .filter((labels) => Object.keys(labels).length > 0);
};

/** The names of its alerts, and which of the groups of that name this is: `NodeDown (eu-1)`. */
const titleOf = (group: ForeignRecord, alerts: readonly GroupAlert[]): string => {
  const groupLabels = readRecord(own(group, "groupLabels"));
  const common = readRecord(own(group, "commonLabels"));
  const names = [...new Set(alerts.flatMap(({ name }) => name ?? []))].sort();
  const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  const name = firstOf(
    readName(own(groupLabels, "alertname")),
    readName(own(common, "alertname")),
    shown.join(", "),
    readTitle(own(readRecord(own(group, "commonAnnotations")), "summary")),
    readTitle(own(group, "title")),
    readTitle(own(group, "message")),
    readName(own(group, "receiver")),
  );
  const which = Object.entries(groupLabels ?? {}).flatMap(([label, value]) =>
    label === "alertname" || isNothing(value) ? [] : (readName(value) ?? []),
  );
  const suffix = which.length === 0 ? "" : ` (${which.join(", ")})`;
  return readTitle(`${name ?? "Alerts"}${suffix}`) ?? "Alerts";
};

const isGrafanas = (group: ForeignRecord, alerts: readonly ForeignRecord[]): boolean =>
  Object.hasOwn(group, "orgId") || alerts.some((alert) => Object.hasOwn(alert, "silenceURL"));
