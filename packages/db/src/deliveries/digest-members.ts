import type { DeliveryState } from "@tocsin/core/deliveries";
import { type DeliveryId, type Instant, reasonOf, reasons, toIso } from "@tocsin/core/kernel";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { deliveries } from "./tables.ts";

/** What composing a digest found out of the deliveries that it was to tell, for the transaction that stores the digest. */
export interface DigestMembersMemory {
  readonly kind: "digestMembers";
  /** Those whose right to be told was lost, each with the reason. */
  readonly dropped: readonly { readonly deliveryId: DeliveryId; readonly reason: string }[];
}

export const isMembersMemory = (memory: unknown): memory is DigestMembersMemory =>
  typeof memory === "object" && memory !== null && "kind" in memory && memory.kind === "digestMembers";

/** What happens to the deliveries that a digest tells of when something happens to it; in the caller's transaction. */
export const openDigestMembers = (db: Drizzle) => {
  const place = sql.placeholder;
  const ofDigest = and(eq(deliveries.foldedInto, place("digest")), eq(deliveries.state, sql`'held'`));
  const seal = db
    .update(deliveries)
    .set({ sealedAt: sql`coalesce(${deliveries.sealedAt}, ${place("now")})` })
    .where(ofDigest)
    .prepare();
  const settle = db
    .update(deliveries)
    .set({ state: sql`${place("state")}`, reason: sql`${place("reason")}`, settledAt: sql`${place("settledAt")}` })
    .where(ofDigest)
    .prepare();
  const cancelOne = db
    .update(deliveries)
    .set({ state: "cancelled", foldedInto: null, reason: sql`${place("reason")}`, settledAt: sql`${place("now")}` })
    .where(and(eq(deliveries.id, place("id")), eq(deliveries.foldedInto, place("digest"))))
    .prepare();

  return {
    /** From here on they absorb nothing. */
    seal: (digest: DeliveryId, now: Instant): void => void seal.run({ digest, now: Math.floor(now) }),

    /** What a digest that is sent once more leaves out was told by the first one, and stays so. */
    remember: (digest: DeliveryId, { dropped }: DigestMembersMemory, at: Instant): void => {
      const now = Math.floor(at);
      for (const { deliveryId, reason } of dropped) cancelOne.run({ digest, id: deliveryId, reason, now });
    },

    /** They end as their digest did; what it told is told. */
    follow: (digest: DeliveryId, state: DeliveryState, because: string | null, now: Instant): void => {
      const settledAt = Math.floor(now);
      switch (state) {
        case "sent":
        case "captured":
          settle.run({ digest, state: "held", reason: reasonOf("toldInDigest", { at: toIso(now) }), settledAt });
          break;
        case "inDoubt":
          settle.run({
            digest,
            state: "held",
            reason: reasonOf("doubtWithDigest", { because: String(because) }),
            settledAt: null,
          });
          break;
        case "failed":
        case "cancelled":
          settle.run({ digest, state, reason: endedWith(state, String(because)), settledAt });
          break;
        default:
          break;
      }
    },

    /** A digest that goes out once more tells again what ended with it. */
    recall: (digest: DeliveryId): void => {
      db.update(deliveries)
        .set({ state: "held", heldFor: "digest", reason: reasons.heldForDigest, settledAt: null })
        .where(and(eq(deliveries.foldedInto, digest), inArray(deliveries.state, ["failed", "cancelled"])))
        .run();
    },
  };
};

const endedWith = (state: "failed" | "cancelled", because: string): string =>
  reasonOf(state === "failed" ? "digestFailed" : "digestCancelled", { because });
