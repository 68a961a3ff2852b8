import type { IncidentId } from "@tocsin/core/kernel";
import { type Severity, severities } from "@tocsin/core/kernel";
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { told } from "./tables.ts";

type ToldRow = typeof told.$inferSelect;

/** The place of a severity on its scale, as SQL. */
const rankOf = (severity: SQLWrapper): SQL =>
  sql`case ${severity} ${sql.join(
    severities.map((name, rank) => sql.raw(`when '${name satisfies Severity}' then ${rank}`)),
    sql` `,
  )} end`;

/**
 * Remembers that a rule told of an incident: the first time stays, with the highest severity that was ever told, which a
 * later rise is compared with.
 */
export const openRememberTelling = (db: Drizzle): ((row: ToldRow) => void) => {
  const place = sql.placeholder;
  const insert = db
    .insert(told)
    .values({
      ruleId: place("ruleId"),
      incidentId: place("incidentId"),
      changeId: place("changeId"),
      at: place("at"),
      severity: place("severity"),
    })
    .onConflictDoUpdate({
      target: [told.ruleId, told.incidentId],
      set: { severity: sql`excluded.severity` },
      setWhere: sql`${rankOf(sql`excluded.severity`)} > ${rankOf(told.severity)}`,
    })
    .prepare();
  return (row) => {
    insert.run(row);
  };
};

/** What a family told counts for one of its incidents from here on, also once it has left that family. */
export const openInheritTold = (db: Drizzle): ((heir: IncidentId, tellings: readonly ToldRow[]) => void) => {
  const remember = openRememberTelling(db);
  return (heir, tellings) => {
    for (const telling of tellings) remember({ ...telling, incidentId: heir });
  };
};
