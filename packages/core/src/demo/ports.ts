import type { Instant, Scope } from "../kernel/index.ts";
import type { Source } from "../sources/index.ts";

export interface DemoFacts {
  readonly incidents: number;
  readonly deliveries: number;
  /** When the newest of its payloads came; null while there is no demo. */
  readonly lastReceivedAt: Instant | null;
}

export interface DemoStore {
  facts(scope: Scope): Promise<DemoFacts>;
  /** The organization's demo source, made where there is none. It has no key: nobody else can report through it. */
  source(scope: Scope): Promise<Source>;
  /** Whether the demo is still there: somebody may have removed it meanwhile. */
  isThere(source: Source): Promise<boolean>;
  /**
   * Removes whatever came of the demo: incidents, mails, decisions, and the causes that would silence something later.
   * Real incidents stay as they are. Answers what there was.
   */
  remove(scope: Scope): Promise<Pick<DemoFacts, "incidents" | "deliveries">>;
  /** Whether a delivery tells of a demo: its mail is kept as a file, whatever the transport. */
  isDemo(deliveryId: string): Promise<boolean>;
}
