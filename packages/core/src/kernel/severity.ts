import { z } from "zod";

/** The one scale, in the order of OCSF `severity_id`, least severe first. */
export const severities = ["unknown", "informational", "low", "medium", "high", "critical"] as const;

export type Severity = (typeof severities)[number];

export const severitySchema = z.enum(severities).meta({ id: "Severity" });

/** The place of a severity on the scale: 0 for unknown, 5 for critical. */
export const rankOf = (severity: Severity): number => severities.indexOf(severity);

export const isAtLeast = (severity: Severity, floor: Severity): boolean => rankOf(severity) >= rankOf(floor);

export const isAbove = (severity: Severity, other: Severity): boolean => rankOf(severity) > rankOf(other);

/** The most severe of a list; `unknown` for an empty one. */
export const highestOf = (list: readonly Severity[]): Severity =>
  list.reduce<Severity>((highest, next) => (isAbove(next, highest) ? next : highest), "unknown");
