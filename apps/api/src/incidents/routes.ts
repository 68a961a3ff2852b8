import { type DeviceGroupStore, groupOf, ungroupedName } from "@tocsin/core/device-groups";
import {
  type Alert,
  type Evidence,
  type Incident,
  type IncidentChange,
  type IncidentQueries,
  incidentResponseSchema,
  incidentSummarySchema,
  statusSchema,
} from "@tocsin/core/incidents";
import { type IncidentId, pageSchema, severitySchema, toIso, toIsoOrNull } from "@tocsin/core/kernel";
import type { Decision } from "@tocsin/core/notification-rules";
import { type ExplanationStore, explainIncident, explanationsResponseSchema } from "@tocsin/core/notifications";
import { pageRequestOf, pagingQuery, severalOf } from "../http/paging.ts";
import { idParam } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";

const tag = "Incidents";

export interface IncidentParts {
  readonly incidents: IncidentQueries;
  readonly explanations: ExplanationStore;
  readonly deviceGroups: DeviceGroupStore;
}

export const incidentRoutes = ({ incidents, explanations, deviceGroups }: IncidentParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/incidents",
    tag,
    summary: "List incidents, latest change first",
    policy: "incidents.read",
    query: pagingQuery.extend({ severity: severalOf(severitySchema), status: severalOf(statusSchema) }),
    answers: { 200: { description: "A page", schema: pageSchema(incidentSummarySchema) } },
    handle: async ({ caller, query }) => {
      const filter = { severities: query.severity, statuses: query.status };
      const page = await incidents.list(caller.scope, filter, pageRequestOf(query));
      return { status: 200, body: { ...page, items: page.items.map(presentSummary) } };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/incidents/{id}",
    tag,
    summary: "Read an incident with its alerts and changes",
    policy: "incidents.read",
    params: idParam<IncidentId>(),
    answers: { 200: { description: "The incident", schema: incidentResponseSchema } },
    handle: async ({ caller, params }) => {
      const { incident, generation, redirectedTo, alerts, changes } = await incidents.get(caller.scope, params.id);
      const groups = await deviceGroups.list(caller.scope);
      const nameOfGroup = (evidence: Evidence) => {
        if (evidence.type !== "device") return null;
        const id = groupOf(evidence, groups);
        return groups.find((group) => group.id === id)?.name ?? ungroupedName;
      };
      return {
        status: 200,
        body: {
          ...presentIncident(incident),
          generation: generation && { number: generation.number, since: toIso(generation.since) },
          redirectedTo,
          alerts: alerts.map((alert) => presentAlert(alert, nameOfGroup)),
          changes: changes.map(presentChange),
        },
      };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/incidents/{id}/explanations",
    tag,
    summary: "Why each rule told, or did not tell, of each change, and to whom",
    policy: "incidents.read",
    params: idParam<IncidentId>(),
    answers: { 200: { description: "Every rule, by name", schema: explanationsResponseSchema } },
    handle: async ({ caller, params }) => {
      const facts = await explanations.explanationFacts(caller.scope, params.id);
      const { id, number, title } = facts.incident;
      return {
        status: 200,
        body: {
          incident: { id, number, title },
          rules: explainIncident(facts).map(({ rule, notified, changes }) => ({
            rule: { id: rule.id, name: rule.name, version: rule.version },
            notified,
            changes: changes.map(({ change, asDecided, asNow, flip }) => ({
              change: { id: change.id, seq: change.seq, at: toIso(change.at), kinds: change.kinds },
              asDecided: asDecided === null ? null : presentDecision(asDecided),
              asNow: presentDecision(asNow),
              flip,
            })),
          })),
        },
      };
    },
  }),
];

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

const presentIncident = (incident: Incident) => ({
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
  categories: incident.categories,
  createdAt: toIsoOrNull(incident.createdAt),
  updatedAt: toIsoOrNull(incident.updatedAt),
});

const presentAlert = (alert: Alert, nameOfGroup: (evidence: Evidence) => string | null) => ({
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

const presentChange = ({ id, seq, at, kinds, detail }: IncidentChange) => ({ id, seq, at: toIso(at), kinds, detail });

const presentDecision = ({ ruleVersion, outcome, because, alert, recipients }: Decision) => ({
  ruleVersion,
  outcome,
  because,
  alert,
  recipients,
});
