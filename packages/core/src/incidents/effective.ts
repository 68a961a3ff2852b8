import { highestOf, type Severity } from "../kernel/index.ts";
import {
  type Alert,
  type AlertFacts,
  type Evidence,
  type EvidenceFacts,
  type IncidentFacts,
  type LayeredAlert,
  type LayeredEvidence,
  type Layers,
  type Status,
  statuses,
} from "./incident.ts";
import { factsOf } from "./layers.ts";

/** The evidence as all writes together describe it; what nobody said is null or empty. */
export const evidenceOf = ({ type, key, layers }: LayeredEvidence): Evidence => {
  const said: Partial<EvidenceFacts> = factsOf(layers);
  return {
    type,
    key,
    name: said.name ?? key,
    sourceGroup: said.sourceGroup ?? null,
    os: said.os ?? null,
    domain: said.domain ?? null,
    tags: said.tags ?? [],
    ips: said.ips ?? [],
    details: said.details ?? {},
  };
};

/** The alert as all writes together describe it; what nobody said is null, empty, unknown or active. */
export const alertOf = ({ key, layers, evidence }: LayeredAlert): Alert => {
  const said: Partial<AlertFacts> = factsOf(layers);
  return {
    key,
    title: said.title ?? "Untitled alert",
    description: said.description ?? null,
    severity: said.severity ?? { value: "unknown", foreign: null },
    status: said.status ?? { value: "active", foreign: null },
    categories: said.categories ?? [],
    techniques: said.techniques ?? [],
    serviceSource: said.serviceSource ?? null,
    detectionSource: said.detectionSource ?? null,
    assignedTo: said.assignedTo ?? null,
    classification: said.classification ?? null,
    determination: said.determination ?? null,
    recommendedActions: said.recommendedActions ?? null,
    url: said.url ?? null,
    createdAt: said.createdAt ?? null,
    updatedAt: said.updatedAt ?? null,
    firstActivityAt: said.firstActivityAt ?? null,
    lastActivityAt: said.lastActivityAt ?? null,
    resolvedAt: said.resolvedAt ?? null,
    evidence: evidence.map(evidenceOf),
  };
};

/** Facts that an alert can lend to its incident. */
export type Lent = Partial<
  Pick<
    IncidentFacts,
    "title" | "description" | "assignedTo" | "classification" | "determination" | "portalUrl" | "createdAt"
  >
>;

/** What an alert says that may be said of the incident it belongs to as well. */
export const lentBy = (alert: Alert): Lent => ({
  title: alert.title,
  description: alert.description,
  assignedTo: alert.assignedTo,
  classification: alert.classification,
  determination: alert.determination,
  portalUrl: alert.url,
  createdAt: alert.createdAt ?? alert.firstActivityAt,
});

/** What stands in for an incident's own facts where no write gives them. */
export interface Unsaid extends Lent {
  readonly status?: Status;
}

/**
 * The incident's facts as all writes together describe them, and where none says anything, what stands in. Where no
 * write gives a severity of its own it is that of the most severe alert, of which `alertSeverities` lists all.
 */
export const incidentFactsOf = (
  layers: Layers<IncidentFacts>,
  alertSeverities: readonly Severity[],
  unsaid: Unsaid = {},
): IncidentFacts => {
  const said: Partial<IncidentFacts> = factsOf(layers);
  const own = said.severity;
  return {
    title: said.title ?? unsaid.title ?? "Untitled incident",
    description: said.description ?? unsaid.description ?? null,
    severity:
      own && own.value !== "unknown" ? own : { value: highestOf(alertSeverities), foreign: own?.foreign ?? null },
    status: said.status ?? { value: unsaid.status ?? "active", foreign: null },
    assignedTo: said.assignedTo ?? unsaid.assignedTo ?? null,
    classification: said.classification ?? unsaid.classification ?? null,
    determination: said.determination ?? unsaid.determination ?? null,
    portalUrl: said.portalUrl ?? unsaid.portalUrl ?? null,
    tags: said.tags ?? [],
    categories: said.categories ?? [],
    createdAt: said.createdAt ?? unsaid.createdAt ?? null,
    updatedAt: said.updatedAt ?? null,
    redirectTo: said.redirectTo ?? null,
  };
};

/** Where an incident stands that says nothing itself: where the alert does that is furthest back. */
export const statusOfAll = (ofAlerts: readonly Status[]): Status =>
  statuses.find((status) => ofAlerts.includes(status)) ?? "active";
