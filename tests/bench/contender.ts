import type { Target } from "./load.ts";

/** A product under measurement: running, set up, and sending to the sink. */
export interface Contender extends AsyncDisposable {
  readonly name: string;
  /** Its processes by name; what they use is what it costs. */
  readonly pids: ReadonlyMap<string, number>;
  readonly target: Target;
  /** Stops it, starts what accepts incidents anew, and answers the ms from there to the first accepted one. */
  coldStart(): Promise<number>;
}
