import type { Device } from "../device-groups/index.ts";
import type { Alert, ChangeKind, Incident, Status } from "../incidents/index.ts";
import type { DeviceGroupId, IncidentId, Instant, Severity, SourceId } from "../kernel/index.ts";

/** A device as a decision sees it: what its group depends on, and the group that it was in then. */
export interface JudgedDevice extends Device {
  readonly key: string;
  readonly group: DeviceGroupId;
}

/** An alert as a decision sees it. */
export interface JudgedAlert {
  /** Null: the incident has no alerts and its own fields stand in. */
  readonly key: string | null;
  readonly title: string;
  readonly severity: Severity;
  readonly serviceSource: string | null;
  readonly detectionSource: string | null;
  readonly categories: readonly string[];
  readonly techniques: readonly string[];
  readonly devices: readonly JudgedDevice[];
  readonly users: readonly string[];
  /** Its family had it before: it is news only to a rule that has told nothing of the family. Absent: it is news. */
  readonly familiar?: true;
}

/**
 * Everything that a decision looks at, and nothing else. It is stored with the change, so that a decision can be
 * explained, and made again, long after the incident has moved on.
 */
export interface JudgedChange {
  readonly incidentId: IncidentId;
  readonly familyId: IncidentId;
  readonly sourceId: SourceId;
  readonly seq: number;
  readonly at: Instant;
  readonly kinds: readonly ChangeKind[];
  readonly title: string;
  readonly severity: Severity;
  readonly status: Status;
  readonly tags: readonly string[];
  /** Which alerts are judged: the new and raised ones, all of them, or the incident itself for want of any. */
  readonly scope: "changed" | "all" | "incident";
  readonly alerts: readonly JudgedAlert[];
}

export interface JudgeInput {
  readonly incident: Incident;
  readonly change: Pick<JudgedChange, "seq" | "at" | "kinds">;
  /** The alerts that the change judges; empty where the incident has none. */
  readonly alerts: readonly Alert[];
  readonly scope: "changed" | "all";
  /** The keys of those alerts that the incident's family had before. */
  readonly familiar?: ReadonlySet<string>;
  readonly groupOf: (device: Device) => DeviceGroupId;
}

/** Gathers what decisions about a change look at. */
export const judgedChangeOf = (input: JudgeInput): JudgedChange => {
  const { incident, change } = input;
  return { ...judgedFacts(incident, change), ...judgedAlerts(input) };
};

const judgedFacts = (incident: Incident, change: JudgeInput["change"]) => ({
  incidentId: incident.id,
  familyId: incident.familyId,
  sourceId: incident.sourceId,
  seq: change.seq,
  at: change.at,
  kinds: change.kinds,
  title: incident.title,
  severity: incident.severity.value,
  status: incident.status.value,
  tags: incident.tags,
});

/** Where a change is of certain alerts and none is left, there is nothing to judge; else the incident stands in. */
const judgedAlerts = ({
  incident,
  alerts,
  scope,
  familiar,
  groupOf,
}: JudgeInput): Pick<JudgedChange, "scope" | "alerts"> =>
  alerts.length === 0 && scope === "all"
    ? { scope: "incident", alerts: [standIn(incident)] }
    : {
        scope,
        alerts: alerts.map((alert) => ({
          ...judgedAlertOf(alert, groupOf),
          ...(familiar?.has(alert.key) && { familiar: true }),
        })),
      };

const standIn = (incident: Incident): JudgedAlert => ({
  key: null,
  title: incident.title,
  severity: incident.severity.value,
  serviceSource: null,
  detectionSource: null,
  categories: incident.categories,
  techniques: [],
  devices: [],
  users: [],
});

/** An alert with each device's group as `groupOf` answers it. */
export const judgedAlertOf = (alert: Alert, groupOf: (device: Device) => DeviceGroupId): JudgedAlert => ({
  key: alert.key,
  title: alert.title,
  severity: alert.severity.value,
  serviceSource: alert.serviceSource,
  detectionSource: alert.detectionSource,
  categories: alert.categories,
  techniques: alert.techniques,
  devices: alert.evidence.flatMap(({ type, key, name, domain, os, sourceGroup, tags, ips }) => {
    if (type !== "device") return [];
    const device = { name, domain, os, sourceGroup, tags, ips };
    return [{ key, ...device, group: groupOf(device) }];
  }),
  users: alert.evidence.flatMap(({ type, name }) => (type === "user" || type === "mailbox" ? [name] : [])),
});

/** The same change with each device in the group where it would be now. */
export const regrouped = (change: JudgedChange, groupOf: (device: Device) => DeviceGroupId): JudgedChange => ({
  ...change,
  alerts: change.alerts.map((alert) => ({
    ...alert,
    devices: alert.devices.map((device) => ({ ...device, group: groupOf(device) })),
  })),
});
