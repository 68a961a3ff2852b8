import type { LayeredAlert, LayeredEvidence } from "./incident.ts";
import { joinLayers } from "./layers.ts";

/**
 * Joins what a payload says of alerts into what is known of them: a union by their keys, of their evidence by its own.
 * An alert to which nothing is added is answered as it is.
 */
export const joinAlerts = (
  known: readonly LayeredAlert[],
  incoming: readonly LayeredAlert[],
): readonly LayeredAlert[] => {
  const before = byKey(known);
  const joined = new Map<string, LayeredAlert>();
  for (const alert of incoming) joined.set(alert.key, joinAlert(joined.get(alert.key) ?? before.get(alert.key), alert));
  return [...joined.values()];
};

const joinAlert = (known: LayeredAlert | undefined, incoming: LayeredAlert): LayeredAlert => {
  const layers = joinLayers(known?.layers ?? [], incoming.layers);
  const evidence = joinEvidence(known?.evidence ?? [], incoming.evidence);
  if (known && layers === known.layers && evidence === known.evidence) return known;
  return { key: incoming.key, layers, evidence };
};

const joinEvidence = (
  known: readonly LayeredEvidence[],
  incoming: readonly LayeredEvidence[],
): readonly LayeredEvidence[] => {
  const items = byId(known);
  const adds = incoming.filter((item) => {
    const id = idOf(item);
    const held = items.get(id);
    const layers = joinLayers(held?.layers ?? [], item.layers);
    items.set(id, layers === item.layers ? item : { ...item, layers });
    return layers !== held?.layers;
  });
  return adds.length === 0 ? known : [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
};

export const byKey = (alerts: readonly LayeredAlert[]) => new Map(alerts.map((alert) => [alert.key, alert]));

export const byId = (evidence: readonly LayeredEvidence[]) => new Map(evidence.map((item) => [idOf(item), item]));

/** Evidence is told apart by type and key: a user may be called what a device is called. */
export const idOf = ({ type, key }: Pick<LayeredEvidence, "type" | "key">): string => `${type} ${key}`;
