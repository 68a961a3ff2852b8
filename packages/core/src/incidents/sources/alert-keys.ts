import type { LayeredAlert } from "../incident.ts";

/** An alert that was read, with the id that its sender gave it, if any, and the hash of all of its content. */
export interface AlertSaid {
  readonly id: string | null;
  readonly hash: string;
  readonly alert: Omit<LayeredAlert, "key">;
}

/**
 * Gives each alert of one payload its key: its id, or the hash of its content where it has none. Exact repeats
 * become one; copies of one id with other content are told apart by their hash, because they are different alerts.
 */
export const keyAlerts = (alerts: readonly AlertSaid[]): readonly LayeredAlert[] => {
  const contents = new Map<string, Set<string>>();
  for (const { id, hash } of alerts) {
    if (id !== null) contents.set(id, (contents.get(id) ?? new Set()).add(hash));
  }
  const keyed = new Map<string, LayeredAlert>();
  for (const { id, hash, alert } of alerts) {
    const key = id === null ? hash.slice(0, 32) : keyOf(id, hash, contents.get(id)?.size ?? 1);
    keyed.set(key, { key, ...alert });
  }
  return [...keyed.values()];
};

const keyOf = (id: string, hash: string, contents: number): string => (contents > 1 ? `${id}#${hash.slice(0, 8)}` : id);
