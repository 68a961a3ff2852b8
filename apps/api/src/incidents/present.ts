import { type DeviceGroup, ungroupedName } from "@tocsin/core/device-groups";
import type {
  Acknowledgement,
  Alert,
  Evidence,
  Incident,
  IncidentChange,
  IncidentListed,
} from "@tocsin/core/incidents";
import { type DeviceGroupId, nameOfActor, toIso, toIsoOrNull } from "@tocsin/core/kernel";
import { type Decision, type FlipStep, mendInWords } from "@tocsin/core/notification-rules";
import type { EscalationListed } from "@tocsin/core/notifications";
import type { Mute } from "@tocsin/core/recipients";

const presentSummary = (incident: Incident) => ({
  id: incident.id,
  number: incident.number,
  title: incident.title,
  severity: incident.severity.value,
  highestSeverity: incident.highestSeverity,
  status: incident.status.value,
  assignedTo: incident.assignedTo,
  sourceId: incident.sourceId,
  externalId: incident.externalId,
  firstSeenAt: toIso(incident.firstSeenAt),
  lastChangeAt: toIso(incident.lastChangeAt),
});

/** Of a group that was deleted since, nothing is left to say. */
export const groupNames = (groups: readonly DeviceGroup[]) => {
  const names = new Map(groups.map(({ id, name }) => [id, name]));
  return (id: DeviceGroupId): string => names.get(id) ?? ungroupedName;
};

export const presentListed = (incident: IncidentListed, nameOf: (id: DeviceGroupId) => string) => ({
  ...presentSummary(incident),
  alerts: incident.alertCounts,
  categories: incident.allCategories,
  tags: incident.tags,
  deviceGroups: incident.deviceGroupIds.map((id) => ({ id, name: nameOf(id) })),
  told: { ...incident.mails, lastAt: toIsoOrNull(incident.mails.lastAt) },
});

/** The incident as it is for somebody who sees these of its alerts. */
export const presentIncident = (incident: Incident, alerts: readonly Alert[]) => ({
  ...presentSummary(incident),
  description: incident.description,
  severityText: incident.severity.foreign,
  statusText: incident.status.foreign,
  authority: incident.authority,
  familyId: incident.familyId,
  classification: incident.classification,
  determination: incident.determination,
  portalUrl: incident.portalUrl,
  tags: incident.tags,
  categories: [...new Set([...incident.categories, ...alerts.flatMap(({ categories }) => categories)])],
  createdAt: toIsoOrNull(incident.createdAt),
  updatedAt: toIsoOrNull(incident.updatedAt),
});

export const presentAlert = (alert: Alert, nameOfGroup: (evidence: Evidence) => string | null) => ({
  ...alert,
  createdAt: toIsoOrNull(alert.createdAt),
  updatedAt: toIsoOrNull(alert.updatedAt),
  firstActivityAt: toIsoOrNull(alert.firstActivityAt),
  lastActivityAt: toIsoOrNull(alert.lastActivityAt),
  resolvedAt: toIsoOrNull(alert.resolvedAt),
  evidence: alert.evidence.map(({ key: _key, ...evidence }) => ({
    ...evidence,
    deviceGroup: nameOfGroup({ ...evidence, key: _key }),
  })),
});

export const presentChange = ({ id, seq, at, kinds, detail }: IncidentChange) => ({
  id,
  seq,
  at: toIso(at),
  kinds,
  detail,
});

export const presentAcknowledgement = ({ at, by, endedAt }: Acknowledgement) => ({
  at: toIso(at),
  by: { kind: by.kind, name: nameOfActor(by) },
  endedAt: toIsoOrNull(endedAt),
});

export const presentMute = ({ address, at, until }: Mute) => ({ address, at: toIso(at), until: toIsoOrNull(until) });

export const presentEscalation = ({ begunAt, told, next, ended }: EscalationListed) => ({
  begunAt: toIso(begunAt),
  told: told.map((tier) => ({ ...tier, at: toIso(tier.at) })),
  next: next && { tier: next.tier, at: toIso(next.at) },
  ended,
});

/** A step of a flip in data, and in English for who reads it as it is. */
export const presentFlipStep = ({ condition, mend }: FlipStep) => ({ condition, mend, change: mendInWords(mend) });

export const presentDecision = ({ ruleVersion, outcome, because, alert, recipients, silencedBy }: Decision) => ({
  ruleVersion,
  outcome,
  because,
  alert,
  recipients,
  ...(silencedBy && { silencedBy }),
});
