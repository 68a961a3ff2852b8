import type { Job } from "@tocsin/core/kernel";
import type { Stores } from "@tocsin/db";
import type { QueueState } from "@tocsin/queue";
import type { Passwords, Seal } from "@tocsin/secrets";
import type { Logger } from "pino";
import type { EventHub } from "./events/hub.ts";
import type { Metrics } from "./health/metrics.ts";
import type { PreviewParts } from "./notification-rules/preview-routes.ts";
import type { SingleSignOn } from "./sign-in/single-sign-on.ts";
import type { PollParts } from "./sources/poll-routes.ts";

/** What only who sends mail, or closes the database, may use. */
type NotForRoutes = "batches" | "close" | "deliveries" | "jobs" | "requestLimits" | "retention";

/** What the api is made of. It opens nothing itself, so a test hands in the same stores that production does. */
export interface AppParts extends Omit<Stores, NotForRoutes> {
  readonly hub: EventHub;
  readonly pollHosts: PollParts["pollHosts"];
  readonly testConnection: PollParts["testConnection"];
  /** Null where none is set up. */
  readonly singleSignOn: SingleSignOn | null;
  /** Seals secrets that are stored. */
  readonly seal: Seal;
  readonly passwords: Passwords;
  /** The installation's secret, for what is derived from it. */
  readonly secretKey: string;
  readonly queueState: () => QueueState;
  /** When the waiting delivery that is due first was or will be due; null where none waits. */
  readonly oldestDueAt: () => Promise<number | null>;
  /** Nudges a queue outside the database; must neither throw nor make the caller wait. */
  readonly announce: (jobs: readonly Job[]) => void;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => number;
  /** Runs work after a while. A test keeps it instead. */
  readonly later: (ms: number, work: () => Promise<void>) => void;
  readonly render: PreviewParts["render"];
  /** Where people reach this installation; known for sure once it listens. */
  readonly publicUrl: () => string;
  /** The domain of the sender's address. */
  readonly mailDomain: string;
  readonly setupToken: string;
  readonly onSetUp: () => void;
  readonly version: string;
  /** The built console; null serves none. */
  readonly webFolder: string | null;
  /** Express's `trust proxy`: hops or addresses, never everybody. */
  readonly trustProxy: number | string | false;
}
