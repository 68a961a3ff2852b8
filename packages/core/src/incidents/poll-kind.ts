import type { Instant } from "../kernel/index.ts";

/** One page of the incidents that were written in a window of time. */
export interface PageAsked {
  /** Written then or later. */
  readonly from: Instant;
  /** Written before then; null for no such bound. */
  readonly until: Instant | null;
  readonly skip: number;
  readonly top: number;
  readonly withAlerts: boolean;
}

/**
 * How a kind's incidents are asked for where nobody sends them: addresses and names of one API, and no request.
 * Paths follow on the base address.
 */
export interface PollKind {
  /** Where it is asked unless the source says otherwise; the sign-in's scope follows from its origin. */
  readonly baseUrl: string;
  /** The application permission that it wants, as Microsoft names it. */
  readonly permission: string;
  /** The most incidents that a page holds. */
  readonly pageMax: number;
  /** So many incidents of one window can be reached by pages: whoever skips more is refused. */
  readonly reach: number;
  readonly headers: Readonly<Record<string, string>>;
  pathOf(asked: PageAsked): string;
  /** What an incident is called, and when it was written last; null where it does not say. */
  identify(document: unknown): { readonly id: string | null; readonly at: Instant | null };
  /** How alerts are asked for apart, where a list of incidents with them cannot be had; null where they always come. */
  readonly apart: AlertsApart | null;
}

export interface AlertsApart {
  /** So few incidents make a page then, because each costs a request of its own. */
  readonly pageMax: number;
  /** The incident with its alerts, by itself. */
  incidentPath(id: string): string;
  /** The alerts alone, for when that fails too. */
  alertsPath(id: string): string;
  /** The incident as the list would have had it. */
  join(incident: unknown, alerts: readonly unknown[]): unknown;
}
