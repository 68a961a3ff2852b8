import type { Instant, Severity } from "../../../kernel/index.ts";
import type { AlertFacts, Mapped, Status } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  firstOf,
  own,
  readId,
  readName,
  readProse,
  readRecord,
  readTechniques,
  readTime,
  readTitle,
  readUrl,
  said,
  saidNames,
  saidSome,
  wordReader,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import type { AlertSaid } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { readLabelEvidence } from "./evidence.ts";
import type { AlertmanagerSettings } from "./settings.ts";

/** An alert that was read, and when it last changed: it fired, or was resolved. */
export interface GroupAlert {
  readonly said: AlertSaid;
  readonly name: string | null;
  readonly changedAt: Instant;
}

/** What reading an alert takes besides it. */
export interface AlertParts {
  readonly settings: AlertmanagerSettings;
  readonly severityOf: (labels: ForeignRecord | null) => Mapped<Severity> | undefined;
  readonly groupStatus: Mapped<Status> | undefined;
  readonly serviceSource: string;
  readonly context: NormaliseContext;
}

export const readAlertmanagerStatus = wordReader<Status>(
  {
    firing: "active",
    alerting: "active",
    active: "active",
    pending: "active",
    suppressed: "active",
    resolved: "resolved",
    normal: "resolved",
    inactive: "resolved",
    ok: "resolved",
  },
  "active",
);

/** Reads one alert of a group. */
export const readGroupAlert = (alert: ForeignRecord, parts: AlertParts): GroupAlert => {
  const { settings, severityOf, serviceSource, context } = parts;
  const labels = readRecord(own(alert, "labels"));
  const annotations = readRecord(own(alert, "annotations"));
  const hash = contentHash(alert, context.digest);
  const startsAt = readTime(own(alert, "startsAt"));
  const { status, resolvedAt } = stateOf(alert, parts);
  const changedAt = Math.max(startsAt ?? 0, resolvedAt ?? 0);
  const version = versionOf(hash, changedAt);
  const name = readName(own(labels, "alertname"));
  const facts = factsSaid<AlertFacts>({
    title: titleOf(name, annotations),
    description: descriptionOf(alert, annotations),
    severity: severityOf(labels),
    status,
    categories: saidNames(labels, ["category", "tactic"]),
    techniques: saidSome(labels, ["technique", "mitre_technique"], readTechniques),
    serviceSource,
    detectionSource: said(labels, "job", readName),
    recommendedActions: said(annotations, ["runbook_url", "runbook", "action"], readProse),
    url: firstOf(...["generatorURL", "panelURL", "dashboardURL"].map((key) => readUrl(own(alert, key)))) ?? undefined,
    createdAt: startsAt ?? undefined,
    updatedAt: changedAt === 0 ? undefined : changedAt,
    firstActivityAt: startsAt ?? undefined,
    resolvedAt: resolvedAt ?? undefined,
  });
  return {
    name,
    changedAt,
    said: {
      id: identityOf(alert, labels, startsAt, context),
      hash,
      alert: {
        layers: [{ version, facts }],
        evidence: layEvidence(readLabelEvidence(labels, settings, context.digest), version),
      },
    },
  };
};

/**
 * The same alert is the same labels, firing since the same moment: whoever fires again later is another one, so that
 * people hear of it. `fingerprint` is the digest of the labels; it is missing before Alertmanager 0.19.
 */
const identityOf = (
  alert: ForeignRecord,
  labels: ForeignRecord | null,
  startsAt: Instant | null,
  { digest }: NormaliseContext,
): string | null => {
  const byLabels = labels && Object.keys(labels).length > 0 ? contentHash(labels, digest).slice(0, 16) : null;
  const who = readId(own(alert, "fingerprint"), digest) ?? byLabels;
  if (who === null) return null;
  return startsAt === null ? who : `${who}@${new Date(startsAt).toISOString()}`;
};

/** The end of an alert that fires is zero, or the moment at which its sender would give it up: neither has come. */
const stateOf = (alert: ForeignRecord, { groupStatus }: AlertParts) => {
  const status = readAlertmanagerStatus(statusWord(alert)) ?? groupStatus;
  return { status, resolvedAt: status?.value === "resolved" ? readTime(own(alert, "endsAt")) : null };
};

/** A webhook has the word itself; Alertmanager's own API has `{"state": "active", …}`. */
const statusWord = (alert: ForeignRecord): unknown => {
  const status = own(alert, "status");
  return readRecord(status) ? own(readRecord(status), "state") : status;
};

/** The annotations' text and, from Grafana, the values that its rule saw. */
const descriptionOf = (alert: ForeignRecord, annotations: ForeignRecord | null): string | undefined => {
  const text = saidSome(annotations, ["description", "message", "summary"], readProse);
  const values = Object.entries(readRecord(own(alert, "values")) ?? {}).flatMap(([name, value]) => {
    const shown = readName(value);
    return shown === null ? [] : [`${readName(name) ?? "value"} = ${shown}`];
  });
  const line = values.length === 0 ? saidSome(alert, "valueString", readProse) : `Values: ${values.join(", ")}`;
  return readProse([text, line].filter((part) => part !== undefined)) ?? undefined;
};

const titleOf = (name: string | null, annotations: ForeignRecord | null): string | undefined => {
  const summary = saidSome(annotations, ["summary", "title", "message", "description"], readTitle) ?? null;
  if (name === null || summary === null) return name ?? summary ?? undefined;
  return summary.toLowerCase().includes(name.toLowerCase()) ? summary : (readTitle(`${name}: ${summary}`) ?? name);
};
