import type { IncidentId } from "@tocsin/core/kernel";
import { type Severity, severities } from "@tocsin/core/kernel";
import type { Drizzle } from "../open.ts";
import { preparedInsert } from "../prepared.ts";
import { told } from "./tables.ts";

type ToldRow = typeof told.$inferSelect;

/** The place of a severity on its scale, as SQL. */
const rankOf = (column: string): string =>
  `case ${column} ${severities.map((name, rank) => `when '${name satisfies Severity}' then ${rank}`).join(" ")} end`;

/**
 * Remembers that a rule told of an incident: the first time stays, with the highest severity that was ever told, which a
 * later rise is compared with.
 */
export const openRememberTelling = (db: Drizzle): ((row: ToldRow) => void) =>
  preparedInsert(db, told, ["ruleId", "incidentId", "changeId", "at", "severity"], {
    onConflict: `do update set severity = excluded.severity
      where ${rankOf("excluded.severity")} > ${rankOf("told.severity")}`,
  });

/** What a family told counts for one of its incidents from here on, also once it has left that family. */
export const openInheritTold = (db: Drizzle): ((heir: IncidentId, tellings: readonly ToldRow[]) => void) => {
  const remember = openRememberTelling(db);
  return (heir, tellings) => {
    for (const telling of tellings) remember({ ...telling, incidentId: heir });
  };
};
