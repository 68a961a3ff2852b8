import type { DeliveryId, IncidentId, OrganizationId, Scope } from "../kernel/index.ts";

/** Something that has changed, by id alone. */
export interface Changed<Id> {
  readonly organizationId: OrganizationId;
  readonly id: Id;
}

/** What was committed between two looks, by whichever process. */
export interface Changes {
  readonly incidents: readonly Changed<IncidentId>[];
  readonly deliveries: readonly Changed<DeliveryId>[];
  /** Whether there was more than is told one by one: then everything has to be read again. */
  readonly more: boolean;
}

/** Tells what has been committed since it was asked last. One look is cheap, also where nothing has changed. */
export interface ChangeFeed {
  look(): Promise<Changes>;
}

export interface EventStore {
  /** Starts at the present moment. */
  follow(): ChangeFeed;
  /** Those that a caller may see. */
  visible(
    scope: Scope,
    changes: Changes,
  ): Promise<{
    readonly incidents: readonly IncidentId[];
    readonly deliveries: readonly DeliveryId[];
  }>;
}
