import {
  alertOf,
  type ClaimedSeverity,
  type Gathering,
  type IncidentFacts,
  type IncomingIncident,
  type LayeredAlert,
  type Layers,
  type MergedIncident,
  mergeIncident,
} from "../incidents/index.ts";
import type { Instant } from "../kernel/index.ts";
import { noon } from "./moments.ts";

/** What a store keeps of one incident. */
export interface StoredIncident {
  readonly layers: Layers<IncidentFacts>;
  readonly claimed: ClaimedSeverity;
  readonly stub: boolean;
  readonly alerts: readonly LayeredAlert[];
  readonly gathering: Gathering | null;
}

export interface Taken {
  readonly stored: StoredIncident;
  readonly merged: MergedIncident;
}

/** Takes a payload in as a store does: hands over the alerts that it names, and writes only what is touched. */
export const takePayload = (
  stored: StoredIncident | null,
  incoming: IncomingIncident,
  receivedAt: Instant = noon,
): Taken => {
  const named = new Set(incoming.alerts.map(({ key }) => key));
  const others = stored?.alerts.filter(({ key }) => !named.has(key)) ?? [];
  const known = stored && {
    ...stored,
    alerts: stored.alerts.filter(({ key }) => named.has(key)),
    otherAlertSeverities: others.map((alert) => alertOf(alert).severity.value),
    otherAlertStatuses: others.map((alert) => alertOf(alert).status.value),
  };
  const merged = mergeIncident(known, incoming, receivedAt);
  if (stored !== null && !merged.touched) return { stored, merged };
  const alerts = [...others, ...merged.alerts].sort((a, b) => (a.key < b.key ? -1 : 1));
  const { layers, claimed, gathering } = merged;
  return { stored: { layers, claimed, stub: false, alerts, gathering }, merged };
};

/** What is stored after all of them, in this order. */
export const takePayloads = (
  incoming: readonly IncomingIncident[],
  stored: StoredIncident | null = null,
): StoredIncident | null =>
  incoming.reduce<StoredIncident | null>((before, one) => takePayload(before, one).stored, stored);
