import type { Instant } from "../kernel/index.ts";

/** How many days things are kept. An incident itself is kept for good, so that a replay never opens it anew. */
export interface Retention {
  /** What sources sent, and what of it could not be read. */
  readonly payloads: number;
  /** The exact mails, and the decisions behind them. */
  readonly mails: number;
  /**
   * Deliveries with their causes and attempts; of incidents of which nothing was heard for so long what rules have told, who
   * acknowledged or muted them, and who was told next.
   */
  readonly told: number;
}

/** Rows that one run took away. */
export type Pruned = Readonly<
  Record<
    | "payloads"
    | "problems"
    | "mails"
    | "decisions"
    | "deliveries"
    | "told"
    | "acknowledgements"
    | "escalations"
    | "mutes",
    number
  >
>;

export interface RetentionStore {
  /** Takes away what is past its time, of each sort at most as many rows as one short commit bears; to be repeated. */
  prune(retention: Retention, now: Instant): Promise<Pruned>;
}
