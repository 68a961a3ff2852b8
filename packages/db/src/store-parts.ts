import type { StormLimits } from "@tocsin/core/deliveries";
import type { Clock } from "./clock.ts";
import type { ReadKnowledge } from "./knowledge.ts";
import type { Connection } from "./open.ts";
import type { Writer } from "./writer.ts";

/** What every store of one process shares. */
export interface StoreParts extends Connection {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly knowledgeOf: ReadKnowledge;
  /** Whether jobs are rows of this database, written in the commit that makes them due. */
  readonly jobsEmbedded: boolean;
  /** Above which claims hold mails for a digest; absent: never. */
  readonly storms?: StormLimits | undefined;
}
