import { type Chance, oneOf } from "./chance.ts";

/** One thing that happens: an alert in an incident that is new or known. Both are named by nonces. */
export interface News {
  readonly incident: string;
  readonly alert: string;
  readonly severity: "low" | "high";
}

/** As a source would post it: an update brings its own alert and says the rest again. */
export const payloadOf = ({ incident, alert, severity }: News): Record<string, unknown> => ({
  externalId: incident,
  title: `Break-in ${incident}`,
  severity: "medium",
  alerts: [{ externalId: alert, title: `Beacon ${alert}`, severity }],
});

/** Every nonce that a text names. */
export const noncesIn = (text: string): ReadonlySet<string> => new Set(text.match(/\b[ia]\d+x[0-9a-f]{6}\b/g));

/** A mail names ten alerts of an incident and only counts the rest. */
const alertsNamed = 8;

/**
 * Makes news up without end: `share` of it opens an incident, the rest adds an alert to a known one, until that has
 * `alertsMax`.
 */
export const inventNews = (chance: Chance, share: number, alertsMax = alertsNamed): (() => News) => {
  const growing: { readonly incident: string; alerts: number }[] = [];
  let count = 0;
  const nonce = (kind: "i" | "a"): string => {
    count += 1;
    const salt = Math.floor(chance() * 2 ** 24);
    return `${kind}${count}x${salt.toString(16).padStart(6, "0")}`;
  };
  return () => {
    const known = chance() < share ? undefined : growing[Math.floor(chance() * growing.length)];
    const subject = known ?? { incident: nonce("i"), alerts: 0 };
    if (known === undefined) growing.push(subject);
    subject.alerts += 1;
    if (subject.alerts === alertsMax) growing.splice(growing.indexOf(subject), 1);
    return { incident: subject.incident, alert: nonce("a"), severity: oneOf(["low", "low", "high"], chance) };
  };
};
