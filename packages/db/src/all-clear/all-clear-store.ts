import {
  type AllClearSetting,
  type AllClearStore,
  type AllClearTaken,
  dueWays,
  type Trouble,
  troublesIn,
} from "@tocsin/core/all-clear";
import { dayMs, hourMs, type Instant, type Job, type OrganizationId } from "@tocsin/core/kernel";
import type { NoticeOf } from "@tocsin/core/messages";
import { quietRoad } from "@tocsin/core/outages";
import { and, count, countDistinct, eq, gte, inArray } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { openPlanEverywhere } from "../deliveries/plan-notice.ts";
import { openStanding } from "../deliveries/standing.ts";
import { deliveries } from "../deliveries/tables.ts";
import { idsFrom } from "../ids.ts";
import { incidentChanges } from "../incidents/tables.ts";
import { mailRoads } from "../outages/tables.ts";
import { standingOf } from "../reconciliation/standing.ts";
import type { StoreParts } from "../store-parts.ts";
import { allClear } from "./tables.ts";

type Row = typeof allClear.$inferSelect;

const off: AllClearSetting = { mail: null, url: null };
const nothing: Row = {
  id: 1,
  setting: off,
  address: null,
  host: null,
  mailedAt: null,
  calledAt: null,
  said: null,
  apiTookAt: null,
};

export const openAllClearStore = (parts: StoreParts): AllClearStore => {
  const { db, writer } = parts;
  const standing = openStanding(parts);
  const planEverywhere = openPlanEverywhere(parts);
  const known = (): Row => db.select().from(allClear).get() ?? nothing;
  const keep = (row: Row): void => {
    db.insert(allClear).values(row).onConflictDoUpdate({ target: allClear.id, set: row }).run();
  };
  const troubles = ({ apiTookAt }: Row, now: Instant): readonly Trouble[] =>
    troublesIn(
      {
        apiTookAt,
        oldestDueAt: standing().oldestDueAt,
        outage: (db.select().from(mailRoads).get()?.road ?? quietRoad).outage,
        reconciliation: standingOf(db),
      },
      now,
    );

  const planMails = (everyHours: number, now: Instant): readonly Job[] => {
    const since = now - everyHours * hourMs;
    return planEverywhere((id) => ({ kind: "allClear", since, ...sumsOf(parts, id, since) }), {
      trouble: String(Math.floor(now)),
      thread: "all-clear",
      at: now,
    });
  };

  return {
    get: async () => {
      const { setting, address: sealedAddress, host, mailedAt, calledAt, said } = known();
      return { ...setting, sealedAddress, host, mailedAt, calledAt, said };
    },

    save: (setting, address) =>
      writer.write(() => {
        const { apiTookAt, mailedAt, ...row } = known();
        const kept = { address: row.address, host: row.host };
        const entered = address === "kept" ? kept : { address: address.sealed, host: address.host };
        const place = setting.url === null ? { address: null, host: null } : entered;
        keep({ ...nothing, apiTookAt, mailedAt, setting, ...place });
        noteChange({
          object: { kind: "all-clear", id: "all-clear" },
          before: { ...row.setting, host: row.host },
          after: { ...setting, host: place.host },
        });
      }),

    apiTakes: (now) => writer.write(() => keep({ ...known(), apiTookAt: Math.floor(now) })),

    troubles: async (now) => troubles(known(), now),

    take: async (now) => {
      const before = known();
      const due = dueWays(before.setting, before, now);
      if (!due.mail && !due.url) return untaken([]);
      return writer.write((): AllClearTaken => {
        const row = known();
        const { mail, url } = dueWays(row.setting, row, now);
        const found = troubles(row, now);
        if (found.length > 0 || (!mail && !url)) return untaken(found);
        const at = Math.floor(now);
        keep({ ...row, ...(mail && { mailedAt: at }), ...(url && { calledAt: at }) });
        const { setting, address: sealedAddress } = row;
        return {
          troubles: [],
          call:
            url && setting.url !== null && sealedAddress !== null
              ? { method: setting.url.method, sealedAddress }
              : null,
          jobs: mail ? planMails(setting.mail?.everyHours ?? 24, now) : [],
        };
      });
    },

    called: (said, ok) =>
      writer.write(() => {
        const row = known();
        keep({ ...row, said, calledAt: ok ? row.calledAt : null });
      }),
  };
};

const untaken = (troubles: readonly Trouble[]): AllClearTaken => ({ troubles, call: null, jobs: [] });

/** What happened in an organization since then. */
const sumsOf = (
  { db }: StoreParts,
  organizationId: OrganizationId,
  since: Instant,
): Pick<NoticeOf<"allClear">, "incidents" | "mails" | "waiting"> => {
  const mailsIn = (states: (typeof deliveries.$inferSelect.state)[], from: Instant): number =>
    db
      .select({ count: count() })
      .from(deliveries)
      .where(
        and(
          eq(deliveries.organizationId, organizationId),
          gte(deliveries.id, idsFrom(from) as typeof deliveries.$inferSelect.id),
          inArray(deliveries.state, states),
        ),
      )
      .get()?.count ?? 0;
  const changed = db
    .select({ count: countDistinct(incidentChanges.incidentId) })
    .from(incidentChanges)
    .where(and(eq(incidentChanges.organizationId, organizationId), gte(incidentChanges.at, since)))
    .get();
  return {
    incidents: changed?.count ?? 0,
    mails: mailsIn(["sent", "captured"], since),
    // What is older than its horizon waits no more.
    waiting: mailsIn(["waiting", "sending"], since - 2 * dayMs),
  };
};
