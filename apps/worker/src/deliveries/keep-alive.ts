import { type Claim, type DeliveryStore, leaseMs } from "@tocsin/core/deliveries";

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
    const timer = setInterval(renew, leaseMs / 3);
    return () => clearInterval(timer);
  };
