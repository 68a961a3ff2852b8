import { type Claim, type DeliveryStore, leaseMs } from "@tocsin/core/deliveries";
import { secondMs } from "@tocsin/core/kernel";

/** Soon after the mail is made: what waits this long for its turn must not count as poison if the worker dies. */
const firstAfterMs = secondMs;

/**
 * Renews a claim three times a lease while its mail waits for a turn and its socket is open: a server may take ten
 * minutes over the final dot. A renewal that is refused changes nothing here: the fence will void the outcome.
 */
export const openKeepAlive =
  (deliveries: DeliveryStore, now: () => number, onError: (error: unknown) => void) =>
  (claim: Claim): (() => void) => {
    const renew = (): void => {
      deliveries.renew(claim, now()).catch(onError);
    };
    const first = setTimeout(renew, firstAfterMs);
    const timer = setInterval(renew, leaseMs / 3);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  };
