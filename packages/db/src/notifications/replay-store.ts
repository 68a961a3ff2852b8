import type { JudgedChange } from "@tocsin/core/conditions";
import {
  type ChangeId,
  DomainError,
  highestOf,
  type IncidentId,
  type Instant,
  type OrganizationId,
  type Severity,
} from "@tocsin/core/kernel";
import { seesRule } from "@tocsin/core/notification-rules";
import type { ReplayedChange, ReplayStore, ReplayWindow, ToldBefore } from "@tocsin/core/notifications";
import { and, asc, desc, eq, gt, gte, inArray, lt, lte, or, sql } from "drizzle-orm";
import { insideScope } from "../incidents/inside-scope.ts";
import { familyMoves, incidentChanges, incidents } from "../incidents/tables.ts";
import { readRules } from "../notification-rules/rows.ts";
import { pageOf } from "../page.ts";
import { readTogether } from "../read-together.ts";
import { readSilencesSince } from "../silences/rows.ts";
import type { StoreParts } from "../store-parts.ts";
import { decisions, told } from "./tables.ts";

/** Small enough that nobody else waits long for a page to be decided about. */
const pageSize = 250;

export const openReplayStore = (parts: StoreParts): ReplayStore => ({
  replayFacts: async ({ organizationId, deviceGroups }, { from, to, changesMax }) =>
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
        rules: readRules(parts.db, organizationId).filter((rule) => seesRule(rule, deviceGroups)),
        groups,
        userScopeOf,
        silences: readSilencesSince(parts.db, organizationId, from),
        from: tooEarly === undefined ? from : tooEarly.at + 1,
      };
    }),

  replayPage: async (scope, window, after) =>
    readTogether(parts.sqlite, () => {
      const { organizationId } = scope;
      const rows = parts.db
        .select({
          id: incidentChanges.id,
          at: incidentChanges.at,
          judged: incidentChanges.judged,
          number: incidents.number,
          familyId: incidents.familyId,
        })
        .from(incidentChanges)
        .innerJoin(incidents, eq(incidents.id, incidentChanges.incidentId))
        .where(and(within(organizationId, window), insideScope(scope), after === null ? undefined : laterThan(after)))
        .orderBy(asc(incidentChanges.at), asc(incidentChanges.id))
        .limit(pageSize + 1)
        .all();
      const kept = rows.slice(0, pageSize);
      const moves = readMoves(parts, organizationId, spanOf(kept, window, after));
      const page = pageOf(rows, pageSize, (row) => row, cursorOf);
      const families = new Set([
        ...kept.flatMap(({ familyId, judged }) => [familyId, judged.familyId]),
        ...moves.flatMap(({ from, to }) => [from, to]),
      ]);
      return {
        items: withMoves(page.items, moves),
        next: page.next,
        told: readToldBefore(parts, organizationId, families, window),
      };
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

interface Row {
  readonly id: ChangeId;
  readonly at: Instant;
  readonly judged: JudgedChange;
  readonly number: number;
}

const cursorOf = ({ at, id }: Row): string => `${at}.${id}`;

/** The moments that a page covers: from the change before it to its last. */
const spanOf = (rows: readonly Row[], window: ReplayWindow, after: string | null): ReplayWindow => ({
  from: after === null ? window.from : Number(after.split(".", 1)[0]),
  to: rows.at(-1)?.at ?? window.to,
});

type Move = typeof familyMoves.$inferSelect;

const readMoves = ({ db }: StoreParts, organizationId: OrganizationId, { from, to }: ReplayWindow): readonly Move[] =>
  db
    .select()
    .from(familyMoves)
    .where(and(eq(familyMoves.organizationId, organizationId), gte(familyMoves.at, from), lte(familyMoves.at, to)))
    .orderBy(asc(familyMoves.at), asc(familyMoves.id))
    .all();

/** Gives each move to the first change that came after it. Following one twice does no harm. */
const withMoves = (rows: readonly Row[], moves: readonly Move[]): readonly ReplayedChange[] => {
  let next = 0;
  return rows.map(({ id, at, judged, number }) => {
    const start = next;
    while (next < moves.length && isBefore(moves[next], { at, id })) next += 1;
    return { judged, number, moved: moves.slice(start, next) };
  });
};

const isBefore = (move: Move | undefined, { at, id }: Pick<Row, "at" | "id">): boolean =>
  move !== undefined && (move.at < at || (move.at === at && move.id < id));

const severityOfChange = sql<Severity>`${incidentChanges.judged} ->> 'severity'`;

/** What rules told before the window of these families, or of what belonged to them when it began. */
const readToldBefore = (
  { db }: StoreParts,
  organizationId: OrganizationId,
  families: ReadonlySet<IncidentId>,
  { from }: ReplayWindow,
): readonly ToldBefore[] => {
  const ids = [...families];
  const left = db
    .select({ incidentId: familyMoves.incidentId, from: familyMoves.from, to: familyMoves.to })
    .from(familyMoves)
    .where(and(eq(familyMoves.organizationId, organizationId), gte(familyMoves.at, from)))
    .orderBy(desc(familyMoves.at), desc(familyMoves.id))
    .all()
    .filter((move) => families.has(move.from) || families.has(move.to));
  // Of several moves the earliest says where it came from.
  const familyThen = new Map(left.map((move) => [move.incidentId, move.from]));
  const rows = db
    .select({
      ruleId: told.ruleId,
      incidentId: told.incidentId,
      familyId: incidents.familyId,
      at: told.at,
      // As it was at that telling: what stands beside it in the row may have risen within the window. What a family that
      // fell apart before the window left to its parts is not told from it.
      severity: severityOfChange,
    })
    .from(incidents)
    .innerJoin(told, eq(told.incidentId, incidents.id))
    .innerJoin(incidentChanges, eq(incidentChanges.id, told.changeId))
    .where(and(or(inArray(incidents.familyId, ids), inArray(incidents.id, [...familyThen.keys()])), lt(told.at, from)))
    .all();
  const severityThen = readSeverityBefore(db, [...new Set(rows.map(({ incidentId }) => incidentId))], from);
  return rows.map((row) => ({
    ...row,
    severity: highestOf([row.severity, severityThen.get(`${row.ruleId} ${row.incidentId}`) ?? row.severity]),
    familyId: familyThen.get(row.incidentId) ?? row.familyId,
  }));
};

/** How severe incidents were at most when rules told of them before the window; what they told since does not count. */
const readSeverityBefore = (
  db: StoreParts["db"],
  ids: readonly IncidentId[],
  from: Instant,
): ReadonlyMap<string, Severity> => {
  const rows = db
    .select({
      ruleId: decisions.ruleId,
      incidentId: decisions.incidentId,
      severity: severityOfChange,
    })
    .from(decisions)
    .innerJoin(incidentChanges, eq(incidentChanges.id, decisions.changeId))
    .where(and(inArray(decisions.incidentId, [...ids]), eq(decisions.outcome, sql`'notify'`), lt(decisions.at, from)))
    .all();
  const highest = new Map<string, Severity>();
  for (const { ruleId, incidentId, severity } of rows) {
    const key = `${ruleId} ${incidentId}`;
    highest.set(key, highestOf([severity, highest.get(key) ?? severity]));
  }
  return highest;
};
