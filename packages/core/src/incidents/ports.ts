import type { IncidentId, Instant, Page, PageRequest, Scope, Severity } from "../kernel/index.ts";
import type { IncidentChange } from "./change.ts";
import type { Alert, Incident, Status } from "./incident.ts";

export interface IncidentFilter {
  readonly severities: readonly Severity[];
  readonly statuses: readonly Status[];
}

/** Which incident of its group's key one is: "the third since 3 November". */
export interface Generation {
  readonly number: number;
  /** When the earliest alert of the key was, by its source's own time where it has one. */
  readonly since: Instant;
}

export interface IncidentWithAlerts {
  readonly incident: Incident;
  /** Null for an incident that a source reports as a whole. */
  readonly generation: Generation | null;
  /** Where its source redirects it now. */
  readonly redirectedTo: Pick<Incident, "id" | "number"> | null;
  readonly alerts: readonly Alert[];
  /** Oldest first. */
  readonly changes: readonly IncidentChange[];
}

export interface IncidentQueries {
  /** Latest change first. Empty filters ask for everything. */
  list(scope: Scope, filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>>;
  get(scope: Scope, id: IncidentId): Promise<IncidentWithAlerts>;
}
