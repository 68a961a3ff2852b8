import type { Outcome, Turn } from "@tocsin/core/deliveries";
import type { BatchId, DeliveryId } from "@tocsin/core/kernel";

/**
 * Turns for mails that go out in one request. It is made once each of them is either stored and sent, or given back:
 * only then does the database know everybody who is in it.
 */
export const openGroup = (
  deliveries: readonly DeliveryId[],
  batch: BatchId | null,
  request: () => Promise<ReadonlyMap<DeliveryId, Outcome>>,
  finished: () => void,
): readonly Turn[] => {
  const answer = Promise.withResolvers<ReadonlyMap<DeliveryId, Outcome>>();
  // Whoever sent hears of a failure; where nobody did there is nobody to hear.
  answer.promise.catch(() => undefined);
  let undecided = deliveries.length;
  let sent = 0;

  const decide = (sends: boolean): void => {
    undecided -= 1;
    if (sends) sent += 1;
    if (undecided > 0) return;
    if (sent === 0) finished();
    else request().then(answer.resolve, answer.reject).finally(finished);
  };

  return deliveries.map((deliveryId): Turn => {
    let decided = false;
    const decideOnce = (sends: boolean): void => {
      if (decided) return;
      decided = true;
      decide(sends);
    };
    return {
      batch,
      send: async () => {
        decideOnce(true);
        const outcome = (await answer.promise).get(deliveryId);
        if (outcome === undefined) throw new Error(`The request told nothing of ${deliveryId}`);
        return outcome;
      },
      release: () => decideOnce(false),
    };
  });
};
