import type { IncidentId, Page, PageRequest, Scope, Severity } from "../kernel/index.ts";
import type { IncidentChange } from "./change.ts";
import type { Alert, Incident, Status } from "./incident.ts";

export interface IncidentFilter {
  readonly severities: readonly Severity[];
  readonly statuses: readonly Status[];
}

export interface IncidentWithAlerts {
  readonly incident: Incident;
  readonly alerts: readonly Alert[];
  /** Oldest first. */
  readonly changes: readonly IncidentChange[];
}

export interface IncidentQueries {
  /** Latest change first. Empty filters ask for everything. */
  list(scope: Scope, filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>>;
  get(scope: Scope, id: IncidentId): Promise<IncidentWithAlerts>;
}
