import type { Changed, ChangeFeed, Changes, EventStore } from "@tocsin/core/events";
import type { DeliveryId, IncidentId, OrganizationId } from "@tocsin/core/kernel";
import { and, inArray } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { deliveriesInScope } from "../deliveries/visible.ts";
import { insideScope } from "../incidents/inside-scope.ts";
import { incidents } from "../incidents/tables.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";

/** Told one by one up to here; of more, that there was more. */
const toldMax = 200;
/** Deliveries on their way that are watched for their states; beyond it only new ones are seen. */
const openMax = 2_000;
/**
 * How far back ids are looked at again. An id is made some moments before its commit, and processes' clocks differ by
 * little: within this time no commit is missed.
 */
const lookBackMs = 10_000;

export const openEventStore = (parts: StoreParts): EventStore => ({
  follow: () => openFeed(parts),

  visible: async (scope, changes) =>
    readTogether(parts.sqlite, () => ({
      incidents: parts.db
        .select({ id: incidents.id })
        .from(incidents)
        .where(and(insideScope(scope), inArray(incidents.id, idsIn(changes.incidents, scope.organizationId))))
        .all()
        .map(({ id }) => id),
      deliveries: parts.db
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(
          and(
            deliveriesInScope(parts.db, scope),
            inArray(deliveries.id, idsIn(changes.deliveries, scope.organizationId)),
          ),
        )
        .all()
        .map(({ id }) => id),
    })),
});

const idsIn = <Id>(changed: readonly Changed<Id>[], organizationId: OrganizationId): Id[] =>
  changed.flatMap((one) => (one.organizationId === organizationId ? [one.id] : []));

interface NewRow {
  readonly id: string;
  readonly organization_id: OrganizationId;
  readonly subject: string;
}

interface OpenRow {
  readonly id: DeliveryId;
  readonly organization_id: OrganizationId;
  readonly state: string;
  readonly attempts: number;
}

interface AcknowledgedRow extends NewRow {
  readonly number: number;
}

const openFeed = ({ sqlite }: StoreParts): ChangeFeed => {
  const changesAfter = sqlite.prepare<[string, number], NewRow>(
    `select id, organization_id, incident_id as subject from incident_changes where id > ? order by id limit ?`,
  );
  const deliveriesAfter = sqlite.prepare<[string, number], NewRow>(
    `select id, organization_id, id as subject from deliveries where id > ? order by id limit ?`,
  );
  const openDeliveries = sqlite.prepare<[number], OpenRow>(
    `select id, organization_id, state, attempts from deliveries where state = 'waiting'
     union all select id, organization_id, state, attempts from deliveries where state = 'sending' limit ?`,
  );
  const acknowledgedAfter = sqlite.prepare<[number, number], AcknowledgedRow>(
    `select a.id as number, i.id as id, i.organization_id, i.id as subject
     from acknowledgements a join incidents i on i.id = a.incident_id where a.id > ? order by a.id limit ?`,
  );
  let acknowledged = sqlite.prepare("select coalesce(max(id), 0) from acknowledgements").pluck().get() as number;
  // Numbered within their commits, one after the other: none comes late.
  const freshlyAcknowledged = (): readonly NewRow[] => {
    const rows = acknowledgedAfter.all(acknowledged, toldMax * 4);
    acknowledged = rows.at(-1)?.number ?? acknowledged;
    return rows;
  };
  const newest = (table: "incident_changes" | "deliveries") =>
    sqlite.prepare<[], { id: string | null }>(`select max(id) as id from ${table}`).get()?.id ?? "";
  const changesSeen = openSeen(newest("incident_changes"), (after) => changesAfter.all(after, toldMax * 4));
  const deliveriesSeen = openSeen(newest("deliveries"), (after) => deliveriesAfter.all(after, toldMax * 4));
  const readOpen = () => new Map(openDeliveries.all(openMax).map((row) => [row.id, row]));
  let open = readOpen();
  changesSeen.fresh();
  deliveriesSeen.fresh();

  return {
    look: async () => {
      const changed = [...changesSeen.fresh(), ...freshlyAcknowledged()];
      const made = deliveriesSeen.fresh();
      const before = open;
      open = readOpen();
      const moved = [...before.values(), ...open.values()].filter(({ id }) => !sameState(before.get(id), open.get(id)));
      return capped(distinct<IncidentId>(changed), distinct<DeliveryId>([...made, ...moved.map(subjectOf)]));
    },
  };
};

/** Reads rows by ids that grow, each once. */
const openSeen = (newest: string, readAfter: (id: string) => readonly NewRow[]) => {
  let known = new Set<string>();
  let last = newest;
  return {
    fresh: (): readonly NewRow[] => {
      const rows = readAfter(idBefore(last));
      const fresh = rows.filter(({ id }) => !known.has(id));
      known = new Set(rows.map(({ id }) => id));
      last = rows.at(-1)?.id ?? last;
      return fresh;
    },
  };
};

/** The least id (RFC 9562 section 5.7: its first 48 bits are a time) that may still be committed after this one. */
const idBefore = (id: string): string => {
  const at = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  if (Number.isNaN(at)) return "";
  const hex = Math.max(0, at - lookBackMs)
    .toString(16)
    .padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
};

const sameState = (a: OpenRow | undefined, b: OpenRow | undefined): boolean =>
  a?.state === b?.state && a?.attempts === b?.attempts;

const subjectOf = ({ id, organization_id }: OpenRow): NewRow => ({ id, organization_id, subject: id });

const distinct = <Id extends string>(rows: readonly NewRow[]): readonly Changed<Id>[] => [
  ...new Map(
    rows.map(({ subject, organization_id: organizationId }) => [subject, { organizationId, id: subject as Id }]),
  ).values(),
];

const capped = (incidents: Changes["incidents"], deliveries: Changes["deliveries"]): Changes => {
  const more = incidents.length + deliveries.length > toldMax;
  return more ? { incidents: [], deliveries: [], more } : { incidents, deliveries, more };
};
