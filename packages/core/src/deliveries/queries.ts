import type { DeliveryId, Instant, Job, Page, PageRequest, Scope, Severity } from "../kernel/index.ts";
import type { Mail, Message } from "../messages/index.ts";
import type { Attempt, Delivery, DeliveryState } from "./delivery.ts";

export interface DeliveryFilter {
  readonly states: readonly DeliveryState[];
  readonly address: string | null;
  readonly incidentId: string | null;
  readonly ruleId: string | null;
  /** Only those of which that digest tells. */
  readonly foldedInto?: string | undefined;
  /** By when they were made; both are included. */
  readonly madeFrom?: Instant | null;
  readonly madeTo?: Instant | null;
  /** A part of the address or of the subject. */
  readonly text?: string | null;
}

/** A page, and how many deliveries there are in all by their states. */
export interface DeliveryPage extends Page<DeliveryListed> {
  readonly totals: Readonly<Partial<Record<DeliveryState, number>>>;
}

/** A delivery as a list shows it. `subject` is null until it is rendered. */
export interface DeliveryListed {
  readonly delivery: Delivery;
  readonly subject: string | null;
  readonly incident: { readonly id: string; readonly number: number } | null;
  readonly rules: readonly { readonly id: string; readonly name: string }[];
  /** The attempt that was made last; null before the first. */
  readonly lastAttempt: Attempt | null;
}

/** States that somebody may have to look at: on the way, kept back, or ended badly. Good ends only grow in number. */
export const watchedStates = ["waiting", "sending", "held", "inDoubt", "failed"] as const satisfies DeliveryState[];

/** How the deliveries of the whole installation stand. Numbers only. */
export interface DeliveryStanding {
  readonly byState: Readonly<Record<(typeof watchedStates)[number], number>>;
  /** When the waiting delivery that was due first was due, which may be in the future; null where none waits. */
  readonly oldestDueAt: Instant | null;
}

export interface DeliveryQueries {
  /** Newest first. */
  list(scope: Scope, filter: DeliveryFilter, page: PageRequest): Promise<DeliveryPage>;
  get(scope: Scope, id: DeliveryId): Promise<DeliveryListed & { readonly attempts: readonly Attempt[] }>;
  /** The exact mail. Throws `notFound` where it has not been rendered yet. */
  mail(scope: Scope, id: DeliveryId): Promise<Mail>;
  /** Of every organization: for those who watch the installation, not for those who use it. */
  standing(): Promise<DeliveryStanding>;
}

/** What redriving did: the same delivery waits again, or a sent one has a new delivery of the same mail. */
export interface Redriven {
  readonly id: DeliveryId;
  readonly redriveOf: DeliveryId | null;
  readonly jobs: readonly Job[];
}

export interface DeliveryActions {
  /**
   * Sends a delivery that came to an end once more: one that failed, is in doubt, was cancelled or is held for a person, as
   * a new series of attempts on the same row; one that was sent or captured, as a linked new delivery of the same mail. Throws
   * `notFound`, and `conflict` for one that is on its way already, so that asking twice sends once.
   */
  redrive(scope: Scope, id: DeliveryId): Promise<Redriven>;
  /** Sends a message that follows from no change: one delivery for each address, each with a message of its own. */
  tell(scope: Scope, tellings: readonly DirectTelling[]): Promise<ToldDirectly>;
}

export interface DirectTelling {
  readonly address: string;
  readonly severity: Severity;
  /** The message, once its delivery has an id. */
  readonly messageOf: (id: DeliveryId) => Message;
}

export interface ToldDirectly {
  readonly deliveries: readonly { readonly id: DeliveryId; readonly address: string }[];
  readonly jobs: readonly Job[];
}
