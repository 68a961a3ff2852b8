import type { TransportKind } from "../deliveries/index.ts";
import type { DeliveryId, Instant, Job } from "../kernel/index.ts";
import type { MailRoad, RoadReport } from "./outage.ts";

/** A road beside the one that carries mail: a transport that was entered and is not chosen, or the environment's. */
export type OtherRoad = TransportKind | "environment";

export interface OutageStore {
  /**
   * Adds what a worker saw to what is known, and tells the administrators of every organization where that is worth it: of an
   * outage by every other road, of its end by the road that works again. Answers jobs to announce.
   */
  report(report: RoadReport, others: readonly OtherRoad[], now: Instant): Promise<readonly Job[]>;
  /** Of all workers together. */
  road(): Promise<MailRoad>;
  /** The road that a delivery was made for; null for one that goes the way of all mail. */
  roadOf(deliveryId: DeliveryId): Promise<OtherRoad | null>;
}
