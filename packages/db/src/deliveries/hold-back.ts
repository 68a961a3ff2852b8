import {
  countMail,
  digestMembersMax,
  emptyBuckets,
  type HeldBack,
  isUrgentMail,
  noStormLimits,
  type StormVerdict,
} from "@tocsin/core/deliveries";
import {
  attemptJob,
  type DeliveryId,
  highestOf,
  type Instant,
  reasonOf,
  type Severity,
  toIso,
} from "@tocsin/core/kernel";
import { and, eq, isNull, sql } from "drizzle-orm";
import { newId } from "../ids.ts";
import { preparedInsert } from "../prepared.ts";
import type { StoreParts } from "../store-parts.ts";
import { deliveries, stormBuckets } from "./tables.ts";

type DeliveryRow = typeof deliveries.$inferSelect;
type BucketsRow = typeof stormBuckets.$inferSelect;
type Held = Extract<StormVerdict, { readonly kind: "hold" }>;

/**
 * Counts a claimed delivery against the limits of its address and, above them, holds it for a digest instead. To be called
 * in the transaction of the claim; null where it goes out by itself.
 */
export const openHoldBack = (parts: StoreParts): ((row: DeliveryRow, now: Instant) => HeldBack | null) => {
  const limits = parts.storms ?? noStormLimits;
  const { bucketsOf, keepBuckets, hold, digestOf } = openStatements(parts);
  return (row, now) => {
    if (limits.other === 0 && limits.urgent === 0) return null;
    if (!isCounted(row, now)) return null;
    const { organizationId, address } = row;
    const known = bucketsOf.get({ organizationId, address }) ?? null;
    const urgent = isUrgentMail(row);
    const { verdict, buckets } = countMail(known ?? emptyBuckets, { urgent }, limits, now);
    const digests = { otherDigest: known?.otherDigest ?? null, urgentDigest: known?.urgentDigest ?? null };
    const counted: BucketsRow = { organizationId, address, ...digests, ...buckets };
    if (verdict.kind === "pass") {
      keepBuckets(counted);
      return null;
    }
    const slot = urgent ? "urgentDigest" : "otherDigest";
    const digest = digestOf(row, counted[slot], verdict, now);
    keepBuckets({ ...counted, [slot]: digest.id });
    const reason = reasonOf("heldByStorm", { limit: verdict.limit, at: toIso(digest.dueAt) });
    hold.run({ id: row.id, digest: digest.id, reason });
    return { foldedInto: digest.id, jobs: [attemptJob(digest.id, 1, digest.dueAt, urgent)] };
  };
};

/**
 * What a person asked for, what was let through before its worker died, and what goes to somebody further because nobody
 * answered, is neither counted nor held.
 */
const isCounted = ({ messageKind, redrive, redriveOf, sealedAt, escalation }: DeliveryRow, now: Instant): boolean =>
  messageKind === "incident" &&
  escalation === null &&
  redrive === 0 &&
  redriveOf === null &&
  sealedAt === Math.floor(now);

const openStatements = ({ db }: StoreParts) => {
  const place = sql.placeholder;
  const open = db
    .select({
      id: deliveries.id,
      dueAt: deliveries.dueAt,
      severity: deliveries.severity,
      members: sql<number>`(select count(*) from deliveries as member where member.folded_into = ${place("id")})`,
    })
    .from(deliveries)
    .where(and(eq(deliveries.id, place("id")), eq(deliveries.state, sql`'waiting'`), isNull(deliveries.sealedAt)))
    .prepare();
  const insertDigest = preparedInsert(db, deliveries, [
    "id",
    "organizationId",
    "messageKind",
    "address",
    "dedupeKey",
    "bundle",
    "severity",
    "state",
    "dueAt",
    "createdAt",
  ]);
  const join = db
    .update(deliveries)
    .set({ severity: sql`${place("severity")}`, dueAt: sql`${place("dueAt")}` })
    .where(eq(deliveries.id, place("id")))
    .prepare();

  const begin = ({ organizationId, address, severity }: DeliveryRow, { digestDueAt }: Held, now: Instant) => {
    const id = newId<DeliveryId>();
    const about = `digest:${id}`;
    const dueAt = Math.ceil(digestDueAt);
    insertDigest({
      id,
      organizationId,
      messageKind: "digest",
      address,
      dedupeKey: about,
      bundle: about,
      severity,
      state: "waiting",
      dueAt,
      createdAt: Math.floor(now),
    });
    return { id, dueAt };
  };

  return {
    bucketsOf: db
      .select()
      .from(stormBuckets)
      .where(and(eq(stormBuckets.organizationId, place("organizationId")), eq(stormBuckets.address, place("address"))))
      .prepare(),

    keepBuckets: preparedInsert(
      db,
      stormBuckets,
      ["organizationId", "address", "other", "urgent", "otherDigest", "urgentDigest"],
      {
        onConflict: `(organization_id, address) do update set other = excluded.other, urgent = excluded.urgent,
          other_digest = excluded.other_digest, urgent_digest = excluded.urgent_digest`,
      },
    ),

    hold: db
      .update(deliveries)
      .set({
        state: "held",
        heldFor: "digest",
        foldedInto: sql`${place("digest")}`,
        reason: sql`${place("reason")}`,
        leaseUntil: null,
        // It absorbs what comes until its digest is made.
        sealedAt: null,
        crashes: 0,
      })
      .where(eq(deliveries.id, place("id")))
      .prepare(),

    /** The digest that is open for an address, or a new one; the last that fits in sends it off. */
    digestOf: (row: DeliveryRow, id: DeliveryId | null, held: Held, now: Instant) => {
      const found = id === null ? undefined : open.get({ id });
      if (found === undefined || found.members >= digestMembersMax) return begin(row, held, now);
      const isFull = found.members + 1 === digestMembersMax;
      const severity: Severity = highestOf([found.severity, row.severity]);
      const dueAt = isFull ? Math.min(found.dueAt, Math.ceil(now)) : found.dueAt;
      join.run({ id: found.id, severity, dueAt });
      return { id: found.id, dueAt };
    },
  };
};
