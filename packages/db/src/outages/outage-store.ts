import { type Instant, minuteMs, type OrganizationId } from "@tocsin/core/kernel";
import {
  judgeRoad,
  type MailRoad,
  type OtherRoad,
  type Outage,
  type OutageStore,
  quietRoad,
} from "@tocsin/core/outages";
import { and, count, eq, gt, gte, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { openPlanEverywhere } from "../deliveries/plan-notice.ts";
import { deliveries } from "../deliveries/tables.ts";
import { idsFrom } from "../ids.ts";
import type { StoreParts } from "../store-parts.ts";
import { mailRoads } from "./tables.ts";

export const openOutageStore = (parts: StoreParts): OutageStore => {
  const { db, writer } = parts;
  const known = db.select().from(mailRoads).prepare();
  const roadOf = db
    .select({ via: deliveries.via })
    .from(deliveries)
    .where(eq(deliveries.id, sql.placeholder("id")))
    .prepare();
  const tell = openTell(parts);
  const now = (): MailRoad => known.get()?.road ?? quietRoad;

  return {
    report: async (report, others, at) => {
      // Mail that goes out as ever changes nothing, and costs no commit.
      if (now().outage === null && report.bad === 0) return [];
      return writer.write(() => {
        const { road, tell: what } = judgeRoad(now(), report, at);
        db.insert(mailRoads).values({ id: 1, road }).onConflictDoUpdate({ target: mailRoads.id, set: { road } }).run();
        if (what === null) return [];
        return what.kind === "failing" ? tell.failing(what.outage, others, at) : tell.recovered(what.outage, at);
      });
    },

    road: async () => now(),

    roadOf: async (id) => roadOf.get({ id })?.via ?? null,
  };
};

/** Plans what administrators of every organization are told, in the caller's transaction. */
const openTell = (parts: StoreParts) => {
  const planEverywhere = openPlanEverywhere(parts);
  return {
    failing: ({ since, failures, destination, said }: Outage, others: readonly OtherRoad[], at: Instant) =>
      others.flatMap((via) =>
        planEverywhere(() => ({ kind: "mailFailing", since, failures, destination, said }), {
          trouble: `${since}:${via}`,
          thread: "mail",
          at,
          via,
        }),
      ),
    recovered: (outage: Outage, at: Instant) =>
      planEverywhere((id) => ({ kind: "mailRecovered", ...lateIn(parts, id, outage, at) }), {
        trouble: String(outage.since),
        thread: "mail",
        at,
      }),
  };
};

/** What waits a little for its bundle is not late. */
const bundlingMs = minuteMs;

/** The mails of an organization that an outage delayed: made before its end, and sent after it or in several attempts. */
const lateIn = ({ db }: StoreParts, organizationId: OrganizationId, { since, recoveredAt }: Outage, now: Instant) => {
  const until = recoveredAt ?? now;
  const touched = or(gt(deliveries.attempts, 1), lt(deliveries.createdAt, until - bundlingMs));
  const made = and(
    eq(deliveries.organizationId, organizationId),
    gte(deliveries.id, idsFrom(since - bundlingMs) as typeof deliveries.$inferSelect.id),
    lt(deliveries.createdAt, until),
    // Words about the outage itself.
    isNull(deliveries.via),
  );
  const of = (states: (typeof deliveries.$inferSelect.state)[], when: ReturnType<typeof and>): number =>
    db
      .select({ count: count() })
      .from(deliveries)
      .where(and(made, inArray(deliveries.state, states), when))
      .get()?.count ?? 0;
  return {
    since,
    recoveredAt: until,
    late: of(["sent", "captured"], and(touched, gt(deliveries.settledAt, since))),
    waiting: of(["waiting", "sending"], touched),
    givenUp: of(["failed"], and(touched, gte(deliveries.settledAt, since))),
  };
};
