import type { StormLimits } from "@tocsin/core/deliveries";
import type { Clock } from "./clock.ts";
import type { Doorbell } from "./jobs/doorbell.ts";
import type { HandOverJobs } from "./jobs/insert-jobs.ts";
import type { ReadKnowledge } from "./knowledge.ts";
import type { Connection } from "./open.ts";
import type { Writer } from "./writer.ts";

/** What every store of one process shares. */
export interface StoreParts extends Connection {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly knowledgeOf: ReadKnowledge;
  readonly bell: Doorbell;
  readonly handOverJobs: HandOverJobs;
  /** Above which claims hold mails for a digest; absent: never. */
  readonly storms?: StormLimits | undefined;
}
