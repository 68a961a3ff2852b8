import type {
  Actor,
  DeviceGroupId,
  IncidentId,
  Instant,
  Page,
  PageRequest,
  Scope,
  Severity,
  SourceId,
} from "../kernel/index.ts";
import type { Acknowledgement } from "./acknowledgement.ts";
import type { IncidentChange } from "./change.ts";
import type { Alert, Incident, Status } from "./incident.ts";

/** What a list is narrowed to. Several values of one kind are alternatives; what is absent or empty asks for everything. */
export interface IncidentFilter {
  readonly severities: readonly Severity[];
  readonly statuses: readonly Status[];
  readonly deviceGroupIds?: readonly DeviceGroupId[];
  readonly categories?: readonly string[];
  readonly tags?: readonly string[];
  readonly sourceIds?: readonly SourceId[];
  /** Names as the source says them; null among them is for incidents that nobody works on. */
  readonly assignedTo?: readonly (string | null)[];
  /** Whether anybody was told, or is about to be. */
  readonly told?: "anybody" | "nobody" | null;
  /** A number, a part of the title, or how a device, user or other evidence begins. */
  readonly text?: string | null;
  readonly number?: number | null;
  /** By the last change; both are included. */
  readonly changedFrom?: Instant | null;
  readonly changedTo?: Instant | null;
}

/** What a list is in order of, the first that is named first; a minus turns it round. */
export const incidentSorts = ["-lastChange", "lastChange", "-severity", "severity", "-number", "number"] as const;
export type IncidentSort = (typeof incidentSorts)[number];

/** An incident as a list shows it. */
export interface IncidentListed extends Incident {
  readonly alertCounts: { readonly total: number; readonly resolved: number };
  /** With those of its alerts. */
  readonly allCategories: readonly string[];
  readonly deviceGroupIds: readonly DeviceGroupId[];
  readonly mails: {
    /** Addresses whose mail server, or the mail folder, took a mail. */
    readonly people: number;
    readonly lastAt: Instant | null;
    /** Addresses for which one is on its way, or held. */
    readonly waiting: number;
    /** Addresses for which one failed, or is in doubt. */
    readonly failed: number;
  };
}

/** A page, and how many there are in all; `totalMax` stands for that many or more. */
export interface IncidentPage extends Page<IncidentListed> {
  readonly total: number;
}

export const totalMax = 10_000;

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
  /** Oldest first; at most one of them stands. */
  readonly acknowledgements: readonly Acknowledgement[];
}

export interface Facet {
  readonly value: string;
  readonly incidents: number;
}

export interface IncidentFacets {
  readonly categories: readonly Facet[];
  readonly tags: readonly Facet[];
  readonly assignedTo: readonly Facet[];
}

export interface IncidentQueries {
  /** Latest change first, unless the page asks for another order: a cursor holds for the order that it came from. */
  list(
    scope: Scope,
    filter: IncidentFilter,
    page: PageRequest & { readonly sort?: IncidentSort },
  ): Promise<IncidentPage>;
  /** What incidents can be narrowed to, with how many there are of each; the most frequent ones. */
  facets(scope: Scope): Promise<IncidentFacets>;
  get(scope: Scope, id: IncidentId): Promise<IncidentWithAlerts>;
}

/** What somebody gets who acknowledges: the acknowledgement that stands now, be it another's. */
export interface Acknowledged {
  readonly acknowledgement: Acknowledgement;
  /** Whether this very call made it. */
  readonly made: boolean;
}

export interface AcknowledgementStore {
  /**
   * Says that somebody looks after an incident, and ends what waits for that. Where one stands already, answers that one.
   * Throws `notFound`, and `forbidden` where the caller manages none of the device groups concerned.
   */
  acknowledge(scope: Scope, id: IncidentId, by: Actor): Promise<Acknowledged>;
}
