import type { Target } from "./load.ts";
import type { QueueVisit } from "./queue-page.ts";

/** A product under measurement: running, set up, and sending to the sink. */
export interface Contender extends AsyncDisposable {
  readonly name: string;
  /** Its processes by name; what they use is what it costs. */
  readonly pids: ReadonlyMap<string, number>;
  readonly target: Target;
  /** Stops it, starts what accepts incidents anew, and answers the ms from there to the first accepted one. */
  coldStart(): Promise<number>;
  /** What its queue of 10,000 incidents costs a browser; null where there is none, or none to look with. */
  visitQueue(): Promise<readonly QueueVisit[] | null>;
}
