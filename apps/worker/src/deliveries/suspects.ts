import { setTimeout as wait } from "node:timers/promises";
import type { ClaimedDelivery, DeliveryStore } from "@tocsin/core/deliveries";
import type { DeliveryId, Instant } from "@tocsin/core/kernel";

/** Soon after the mail is made: what waits this long for its turn must not count as poison if the worker dies. */
const harmlessAfterMs = 300;

type Store = Pick<DeliveryStore, "beginAttempt" | "countPreparing" | "renew">;

/**
 * Looks after deliveries that a worker held when it died: one of them may be what killed it. Each is prepared while no
 * other mail is, and only that counts against it: those that merely lay beside the poison are never set aside with it.
 */
export interface Suspects {
  /** To be used in the store's place, so that it is seen when an attempt begins. */
  readonly beginAttempt: DeliveryStore["beginAttempt"];
  /** Makes a mail; that a suspect's is about to be made is committed before. */
  readonly prepare: <Made>(claimed: ClaimedDelivery, make: () => Promise<Made>) => Promise<Made>;
  /** Resolves once a suspect's attempt has begun, or it has proved harmless; null for what is no suspect. */
  readonly proved: (claimed: ClaimedDelivery) => Promise<void> | null;
}

export const openSuspects = (deliveries: Store, now: () => Instant): Suspects => {
  const begun = new Map<DeliveryId, PromiseWithResolvers<void>>();

  const prove = async (claimed: ClaimedDelivery): Promise<void> => {
    const { id } = claimed.delivery;
    const soon = new AbortController();
    const late = wait(harmlessAfterMs, "late", { signal: soon.signal }).catch(() => "begun");
    const which = await Promise.race([begun.get(id)?.promise, late]);
    soon.abort();
    begun.delete(id);
    if (which === "late") await deliveries.renew(claimed, now());
  };

  return {
    beginAttempt: async (claim, ...rest) => {
      const answer = await deliveries.beginAttempt(claim, ...rest);
      begun.get(claim.delivery.id)?.resolve();
      return answer;
    },
    prepare: async (claimed, make) => {
      if (!claimed.suspect) return make();
      await deliveries.countPreparing(claimed);
      const made = await make();
      begun.set(claimed.delivery.id, Promise.withResolvers());
      return made;
    },
    proved: (claimed) => (claimed.suspect ? prove(claimed) : null),
  };
};
