import { type IncidentFilter, type IncidentPage, type IncidentSort, totalMax } from "@tocsin/core/incidents";
import { DomainError, type IncidentId, type PageRequest, type Scope, severities } from "@tocsin/core/kernel";
import { and, asc, desc, eq, exists, gte, inArray, isNull, lte, notExists, or, type SQL, sql } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { bundleOf } from "../notifications/told.ts";
import type { Drizzle } from "../open.ts";
import { pageOf } from "../page.ts";
import { beginningWith } from "./evidence-words.ts";
import { inGroups, insideScope } from "./inside-scope.ts";
import { openListing } from "./listing.ts";
import { labelKeyOf } from "./rows.ts";
import { evidenceWords, incidentLabels, incidents } from "./tables.ts";

interface QueueRequest extends PageRequest {
  readonly sort?: IncidentSort;
}

/** Lists of incidents, narrowed and in order; to be run in one transaction. */
export const openQueueOfIncidents = (db: Drizzle) => {
  const listing = openListing(db);
  return {
    list: (scope: Scope, filter: IncidentFilter, request: QueueRequest): IncidentPage => {
      const order = orderOf(request.sort ?? "-lastChange");
      const wanted = and(insideScope(scope), eq(incidents.stub, false), ...conditionsOf(db, scope, filter));
      // What is narrowed and sorted lies in one index; the rows themselves are read for this page alone.
      const keys = db
        .select({ id: incidents.id, key: order.key, number: incidents.number })
        .from(incidents)
        .where(and(wanted, request.after === null ? undefined : order.after(request.after)))
        .orderBy(...order.by)
        .limit(request.limit + 1)
        .all();
      const page = pageOf(
        keys,
        request.limit,
        ({ id }) => id,
        ({ key, number }) => `${key}.${number}`,
      );
      return { items: listing.of(scope, page.items), next: page.next, total: countOf(db, wanted) };
    },
  };
};

/** Counted no further than anybody reads a number. */
const countOf = (db: Drizzle, wanted: SQL | undefined): number => {
  const some = db
    .select({ one: sql`1`.as("one") })
    .from(incidents)
    .where(wanted)
    .limit(totalMax)
    .as("some");
  return db.select({ total: sql<number>`count(*)` }).from(some).get()?.total ?? 0;
};

const keys: Readonly<Record<string, SQL<number>>> = {
  lastChange: sql<number>`${incidents.lastChangeAt}`,
  number: sql<number>`${incidents.number}`,
  severity: sql<number>`case ${incidents.severity} ${sql.join(
    severities.map((name, rank) => sql.raw(`when '${name}' then ${rank}`)),
    sql` `,
  )} end`,
};

/** Every order goes on by number, so that a cursor names one place in it. */
const orderOf = (sort: IncidentSort) => {
  const falling = sort.startsWith("-");
  const key = keys[sort.replace("-", "")] ?? sql<number>`${incidents.lastChangeAt}`;
  const direction = falling ? desc : asc;
  return {
    key,
    by: [direction(key), direction(incidents.number)],
    after: (cursor: string): SQL => {
      const parts = /^(\d{1,16})\.(\d{1,16})$/.exec(cursor);
      if (parts === null) throw new DomainError("malformed", "This cursor is not one that a list answered");
      const [at, number] = [Number(parts[1]), Number(parts[2])];
      return falling
        ? sql`(${key} < ${at} or (${key} = ${at} and ${incidents.number} < ${number}))`
        : sql`(${key} > ${at} or (${key} = ${at} and ${incidents.number} > ${number}))`;
    },
  };
};

const conditionsOf = (db: Drizzle, scope: Scope, filter: IncidentFilter): readonly (SQL | undefined)[] => {
  const { severities: chosen, statuses, deviceGroupIds = [], sourceIds = [], categories = [], tags = [] } = filter;
  const { changedFrom = null, changedTo = null, told = null, text = null, number = null } = filter;
  return [
    anyOf(chosen, (values) => inArray(incidents.severity, values)),
    anyOf(statuses, (values) => inArray(incidents.status, values)),
    anyOf(sourceIds, (values) => inArray(incidents.sourceId, values)),
    anyOf(deviceGroupIds, (values) => exists(inGroups(values))),
    anyOf(categories, (values) => inArray(incidents.id, labelled(db, scope, "category", values))),
    anyOf(tags, (values) => inArray(incidents.id, labelled(db, scope, "tag", values))),
    assignedToOf(filter.assignedTo ?? []),
    changedFrom === null ? undefined : gte(incidents.lastChangeAt, changedFrom),
    changedTo === null ? undefined : lte(incidents.lastChangeAt, changedTo),
    told === null ? undefined : (told === "anybody" ? exists : notExists)(mailOf(db)),
    number === null ? undefined : eq(incidents.number, number),
    text === null || text.trim() === "" ? undefined : saying(db, text.trim()),
  ];
};

const anyOf = <Value>(values: readonly Value[], condition: (values: Value[]) => SQL): SQL | undefined =>
  values.length === 0 ? undefined : condition([...values]);

const assignedToOf = (names: readonly (string | null)[]): SQL | undefined => {
  const known = names.filter((name) => name !== null);
  return names.length === 0
    ? undefined
    : or(
        known.length < names.length ? isNull(incidents.assignedTo) : undefined,
        anyOf(known, (values) => inArray(incidents.assignedTo, values)),
      );
};

const labelled = (db: Drizzle, { organizationId }: Scope, kind: "category" | "tag", labels: readonly string[]) =>
  db
    .select({ id: incidentLabels.incidentId })
    .from(incidentLabels)
    .where(
      and(
        eq(incidentLabels.organizationId, organizationId),
        eq(incidentLabels.kind, kind),
        inArray(incidentLabels.key, labels.map(labelKeyOf)),
      ),
    );

/** Mails of the incident of the surrounding query that were not given up. */
const mailOf = (db: Drizzle) =>
  db
    .select({ one: sql`1` })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.bundle, sql`${bundleOf("" as IncidentId)} || ${incidents.id}`),
        sql`${deliveries.state} not in ('failed', 'cancelled')`,
      ),
    );

const saying = (db: Drizzle, text: string): SQL | undefined => {
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  const key = text.toLowerCase();
  const pointingAt = db
    .select({ id: evidenceWords.incidentId })
    .from(evidenceWords)
    .where(sql`${evidenceWords} match ${beginningWith(key)}`);
  return or(
    number === undefined ? undefined : eq(incidents.number, Number(number)),
    sql`instr(lower(${incidents.title}), ${key}) > 0`,
    inArray(incidents.id, pointingAt),
  );
};
