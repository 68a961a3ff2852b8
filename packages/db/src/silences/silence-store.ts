import { ungroupedId } from "@tocsin/core/device-groups";
import {
  type Actor,
  asId,
  type DeviceGroupId,
  fieldFaults,
  type Instant,
  type Job,
  refused,
  type Scope,
  type SilenceId,
  wholeOrganization,
} from "@tocsin/core/kernel";
import {
  type HeldBySilence,
  type Silence,
  type SilenceDraft,
  type SilenceState,
  type SilenceStore,
  type SilenceWithHeld,
  stateOf,
  timesProblem,
  warnsAt,
} from "@tocsin/core/silences";
import { and, count, countDistinct, desc, eq, gt, inArray, isNull, lt, lte, max, or, type SQL, sql } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { openPlanNotice } from "../deliveries/plan-notice.ts";
import { deviceGroups } from "../device-groups/tables.ts";
import { newId } from "../ids.ts";
import { ofSeen } from "../incidents/inside-scope.ts";
import { incidents } from "../incidents/tables.ts";
import { outdateKnowledge } from "../knowledge.ts";
import { found } from "../not-found.ts";
import { pageOf } from "../page.ts";
import type { StoreParts } from "../store-parts.ts";
import { silenceOf } from "./rows.ts";
import { type SilenceBody, type SilenceRow, silencedNotifications, silences } from "./tables.ts";

export const openSilenceStore = (parts: StoreParts): SilenceStore => {
  const { db, writer, clock } = parts;
  const planNotice = openPlanNotice(parts);

  const find = (scope: Scope, id: SilenceId): SilenceRow =>
    found(
      db
        .select()
        .from(silences)
        .where(and(concerning(scope), eq(silences.id, id)))
        .get(),
      "silence",
    );

  const withHeld = (scope: Scope, row: SilenceRow): SilenceWithHeld => ({
    ...visibleTo(scope, silenceOf(row)),
    held: heldBy(parts, scope, row.id),
  });

  const notOver = (row: SilenceRow): SilenceRow => {
    if (stateOf(row, clock()) === "over") throw refused("silenceOver");
    return row;
  };

  return {
    list: async (scope, states, { limit, after }) => {
      const rows = db
        .select()
        .from(silences)
        .where(
          and(
            concerning(scope),
            states.length === 0 ? undefined : or(...states.map((state) => inState(state, clock()))),
            after === null ? undefined : laterInList(after),
          ),
        )
        .orderBy(desc(silences.endsAt), desc(silences.id))
        .limit(limit + 1)
        .all();
      return pageOf(
        rows,
        limit,
        (row) => withHeld(scope, row),
        ({ endsAt, id }) => `${endsAt}.${id}`,
      );
    },

    get: async (scope, id) => withHeld(scope, find(scope, id)),

    create: (scope, draft, actor) =>
      writer.write(() => {
        const now = clock();
        refuse(parts, scope, draft, now);
        const row: SilenceRow = {
          id: newId<SilenceId>(),
          organizationId: scope.organizationId,
          ...savedOf(draft, draft.startsAt ?? now, actor),
          endedAt: null,
          createdAt: now,
          createdBy: actor.kind === "user" ? actor.id : null,
        };
        db.insert(silences).values(row).run();
        outdateKnowledge(db, row.organizationId);
        noteChange({ object: silenceObject(row), after: saidOf(row) });
        return withHeld(scope, row);
      }),

    save: (scope, id, draft) =>
      writer.write(() => {
        const before = notOver(find(scope, id));
        const startsAt = draft.startsAt ?? before.startsAt;
        refuse(parts, scope, { ...draft, startsAt }, clock());
        const named = { ...draft, owner: draft.owner || before.silence.owner };
        const row: SilenceRow = { ...before, ...savedOf(named, startsAt, null) };
        db.update(silences).set(row).where(eq(silences.id, id)).run();
        outdateKnowledge(db, row.organizationId);
        noteChange({ object: silenceObject(row), before: saidOf(before), after: saidOf(row) });
        return withHeld(scope, row);
      }),

    end: (scope, id) =>
      writer.write(() => {
        const before = notOver(find(scope, id));
        const row: SilenceRow = { ...before, endedAt: clock(), warnAt: null };
        db.update(silences).set(row).where(eq(silences.id, id)).run();
        outdateKnowledge(db, row.organizationId);
        noteChange({ object: silenceObject(row), before: saidOf(before), after: saidOf(row) });
        return withHeld(scope, row);
      }),

    heldBy: async (scope, id, { limit, after }) => {
      const { id: silenceId } = find(scope, id);
      const at = max(silencedNotifications.at);
      const rows = db
        .select({
          id: incidents.id,
          number: incidents.number,
          title: incidents.title,
          severity: incidents.severity,
          at: sql<Instant>`${at}`,
          notifications: count(),
        })
        .from(silencedNotifications)
        .innerJoin(incidents, eq(incidents.id, silencedNotifications.incidentId))
        .where(
          and(
            eq(silencedNotifications.silenceId, silenceId),
            ofSeen(scope, silencedNotifications.incidentId),
            after === null ? undefined : lt(incidents.number, Number(after)),
          ),
        )
        .groupBy(incidents.id)
        .orderBy(desc(incidents.number))
        .limit(limit + 1)
        .all();
      return pageOf(
        rows,
        limit,
        (row) => row,
        ({ number }) => String(number),
      );
    },

    warnOfEnds: (now) => {
      const due = and(lte(silences.warnAt, now), isNull(silences.endedAt));
      // Looking costs no lock; nearly always there is nothing to warn of.
      if (db.select({ id: silences.id }).from(silences).where(due).limit(1).get() === undefined) {
        return Promise.resolve([]);
      }
      return writer.write(() =>
        db
          .select()
          .from(silences)
          .where(due)
          .limit(100)
          .all()
          .flatMap((row) => {
            db.update(silences).set({ warnAt: null }).where(eq(silences.id, row.id)).run();
            // One that ended while nobody was at work needs no warning any more.
            return row.endsAt <= now ? [] : warn(parts, planNotice, row, now);
          }),
      );
    },
  };
};

const silenceObject = ({ id }: SilenceRow) => ({ kind: "silence" as const, id });

const saidOf = ({ silence, startsAt, endsAt, endedAt }: SilenceRow) => ({ ...silence, startsAt, endsAt, endedAt });

const warn = (
  parts: StoreParts,
  planNotice: ReturnType<typeof openPlanNotice>,
  { id, organizationId, silence, endsAt }: SilenceRow,
  at: Instant,
): readonly Job[] => {
  const { incidents: held } = heldBy(parts, wholeOrganization(organizationId), id);
  const { comment, owner } = silence;
  const notice = { kind: "silenceEnding", silenceId: id, comment, owner, endsAt, held } as const;
  return planNotice({ organizationId, notice, trouble: `${id}:${endsAt}`, thread: `silence.${id}`, at });
};

/** Those that can hold what the caller would see: of all device groups, or of one that he may see. */
const concerning = ({ organizationId, deviceGroups: seen }: Scope): SQL | undefined =>
  and(
    eq(silences.organizationId, organizationId),
    seen === null
      ? undefined
      : sql`(json_array_length(${silences.silence}, '$.deviceGroups') = 0 or exists (
          select 1 from json_each(${silences.silence}, '$.deviceGroups') where value in ${[...seen, noGroup]}))`,
  );

/** A silence as the caller may read it: without the device groups that he cannot see. */
const visibleTo = ({ deviceGroups: seen }: Scope, silence: Silence): Omit<SilenceWithHeld, "held"> => {
  const named = silence.deviceGroups.filter((id) => seen === null || seen.has(asId<DeviceGroupId>(id)));
  return {
    silence: { ...silence, deviceGroups: named },
    hiddenDeviceGroups: silence.deviceGroups.length - named.length,
  };
};

/** A list in SQL may not be empty. */
const noGroup = "";

const heldBy = (parts: StoreParts, scope: Scope, id: SilenceId): HeldBySilence =>
  parts.db
    .select({ notifications: count(), incidents: countDistinct(silencedNotifications.incidentId) })
    .from(silencedNotifications)
    .where(and(eq(silencedNotifications.silenceId, id), ofSeen(scope, silencedNotifications.incidentId)))
    .get() ?? { notifications: 0, incidents: 0 };

const savedOf = ({ startsAt: _startsAt, endsAt, ...draft }: SilenceDraft, startsAt: Instant, actor: Actor | null) => {
  const owner = draft.owner === "" && actor !== null && "name" in actor ? actor.name : draft.owner;
  const silence: SilenceBody = { ...draft, owner };
  return { silence, startsAt, endsAt, warnAt: Math.floor(warnsAt({ startsAt, endsAt })) };
};

const refuse = (parts: StoreParts, { organizationId }: Scope, draft: SilenceDraft, now: Instant): void => {
  const times = timesProblem(draft, now);
  const known = parts.db
    .select({ id: deviceGroups.id })
    .from(deviceGroups)
    .where(
      and(eq(deviceGroups.organizationId, organizationId), inArray(deviceGroups.id, draft.deviceGroups as never[])),
    )
    .all();
  const ids = new Set<string>([ungroupedId, ...known.map(({ id }) => id)]);
  const faults = [
    ...(times === null ? [] : [times]),
    ...draft.deviceGroups.flatMap((id, n) =>
      ids.has(id) ? [] : [{ path: `deviceGroups.${n}`, message: fieldFaults.groupUnknown }],
    ),
  ];
  if (faults.length > 0) throw refused("silenceImpossible", null, faults);
};

const inState = (state: SilenceState, now: Instant): SQL | undefined => {
  const over = sql`min(${silences.endsAt}, coalesce(${silences.endedAt}, ${silences.endsAt})) <= ${now}`;
  if (state === "over") return over;
  const begun = state === "upcoming" ? gt(silences.startsAt, now) : lte(silences.startsAt, now);
  return and(begun, sql`not (${over})`);
};

const laterInList = (cursor: string): SQL | undefined => {
  const [endsAt, id] = cursor.split(".", 2);
  const end = Number(endsAt);
  if (id === undefined || Number.isNaN(end)) throw refused("staleCursor");
  return or(lt(silences.endsAt, end), and(eq(silences.endsAt, end), lt(silences.id, id as SilenceId)));
};
