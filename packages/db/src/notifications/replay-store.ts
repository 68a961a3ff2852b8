import type { IncidentId, OrganizationId } from "@tocsin/core/kernel";
import { DomainError } from "@tocsin/core/kernel";
import type { ReplayedChange, ReplayStore, ReplayWindow, ToldBefore } from "@tocsin/core/notifications";
import { and, asc, desc, eq, gt, gte, inArray, lt, lte, or } from "drizzle-orm";
import { incidentChanges, incidents } from "../incidents/tables.ts";
import { readRules } from "../notification-rules/rows.ts";
import { pageOf } from "../page.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";
import { told } from "./tables.ts";

/** Small enough that nobody else waits long for a page to be decided about. */
const pageSize = 250;

export const openReplayStore = (parts: StoreParts): ReplayStore => ({
  replayFacts: async ({ organizationId }, { from, to, changesMax }) =>
    readTogether(parts.sqlite, () => {
      const { groups, organization, userScopeOf } = parts.knowledgeOf(organizationId);
      const [tooEarly] = parts.db
        .select({ at: incidentChanges.at })
        .from(incidentChanges)
        .where(within(organizationId, { from, to }))
        .orderBy(desc(incidentChanges.at))
        .limit(1)
        .offset(changesMax)
        .all();
      return {
        organization,
        rules: readRules(parts.db, organizationId),
        groups,
        userScopeOf,
        from: tooEarly === undefined ? from : tooEarly.at + 1,
      };
    }),

  replayPage: async ({ organizationId }, window, after) =>
    readTogether(parts.sqlite, () => {
      const rows = parts.db
        .select({
          id: incidentChanges.id,
          at: incidentChanges.at,
          kinds: incidentChanges.kinds,
          judged: incidentChanges.judged,
          number: incidents.number,
          familyId: incidents.familyId,
        })
        .from(incidentChanges)
        .innerJoin(incidents, eq(incidents.id, incidentChanges.incidentId))
        .where(and(within(organizationId, window), after === null ? undefined : laterThan(after)))
        .orderBy(asc(incidentChanges.at), asc(incidentChanges.id))
        .limit(pageSize + 1)
        .all();
      const mergedBy = readMerged(parts, organizationId, rows);
      const page = pageOf(
        rows,
        pageSize,
        ({ id, judged, number }): ReplayedChange => ({ judged, number, merged: mergedBy.get(id) ?? [] }),
        ({ at, id }) => `${at}.${id}`,
      );
      return { ...page, told: readToldBefore(parts, new Set(rows.map(({ familyId }) => familyId)), window) };
    }),
});

const within = (organizationId: OrganizationId, { from, to }: ReplayWindow) =>
  and(eq(incidentChanges.organizationId, organizationId), gte(incidentChanges.at, from), lte(incidentChanges.at, to));

const laterThan = (cursor: string) => {
  const [at, id] = cursor.split(".", 2);
  if (at === undefined || id === undefined) throw new DomainError("malformed", "This cursor is not one of a replay");
  const moment = Number(at);
  return or(
    gt(incidentChanges.at, moment),
    and(eq(incidentChanges.at, moment), gt(incidentChanges.id, id as typeof incidentChanges.$inferSelect.id)),
  );
};

type Row = Pick<typeof incidentChanges.$inferSelect, "id" | "kinds">;

/** The incidents that each change folded into its own; few changes do, and only theirs is looked up. */
const readMerged = (
  { db }: StoreParts,
  organizationId: OrganizationId,
  rows: readonly Row[],
): ReadonlyMap<Row["id"], readonly IncidentId[]> => {
  const merging = rows.filter(({ kinds }) => kinds.includes("merged")).map(({ id }) => id);
  if (merging.length === 0) return new Map();
  const details = db
    .select({ id: incidentChanges.id, detail: incidentChanges.detail })
    .from(incidentChanges)
    .where(inArray(incidentChanges.id, merging))
    .all();
  const numbers = details.flatMap(({ detail }) => detail.merged);
  const named = db
    .select({ id: incidents.id, number: incidents.number })
    .from(incidents)
    .where(and(eq(incidents.organizationId, organizationId), inArray(incidents.number, numbers)))
    .all();
  const idOf = new Map(named.map(({ id, number }) => [number, id]));
  return new Map(details.map(({ id, detail }) => [id, detail.merged.flatMap((number) => idOf.get(number) ?? [])]));
};

/** What rules told of these families before the window. */
const readToldBefore = (
  { db }: StoreParts,
  families: ReadonlySet<IncidentId>,
  { from }: ReplayWindow,
): readonly ToldBefore[] =>
  db
    .select({
      ruleId: told.ruleId,
      incidentId: told.incidentId,
      familyId: incidents.familyId,
      at: told.at,
      severity: told.severity,
    })
    .from(incidents)
    .innerJoin(told, eq(told.incidentId, incidents.id))
    .where(and(inArray(incidents.familyId, [...families]), lt(told.at, from)))
    .all();
