import type { DeliveryId, Page, PageRequest, Scope } from "../kernel/index.ts";
import type { Mail } from "../messages/index.ts";
import type { Attempt, Delivery, DeliveryState } from "./delivery.ts";

export interface DeliveryFilter {
  readonly states: readonly DeliveryState[];
  readonly address: string | null;
  readonly incidentId: string | null;
  readonly ruleId: string | null;
}

/** A delivery as a list shows it. `subject` is null until it is rendered. */
export interface DeliveryListed {
  readonly delivery: Delivery;
  readonly subject: string | null;
  readonly incident: { readonly id: string; readonly number: number } | null;
  readonly rules: readonly { readonly id: string; readonly name: string }[];
}

export interface DeliveryQueries {
  /** Newest first. */
  list(scope: Scope, filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliveryListed>>;
  get(scope: Scope, id: DeliveryId): Promise<DeliveryListed & { readonly attempts: readonly Attempt[] }>;
  /** The exact mail. Throws `notFound` where it has not been rendered yet. */
  mail(scope: Scope, id: DeliveryId): Promise<Mail>;
}
