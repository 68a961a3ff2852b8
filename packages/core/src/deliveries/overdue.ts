import { type Instant, minuteMs } from "../kernel/index.ts";

/** Beyond what a lost job, a dead worker's lease and the sweep that finds them account for. */
export const overdueMs = 2 * minuteMs;

/**
 * Since when mails are late, judged by the delivery that waits longest; null while they are not. It speaks from the
 * database alone, so it is right whatever has become of queue and worker.
 */
export const overdueSince = (oldestDueAt: Instant | null, now: Instant): Instant | null =>
  oldestDueAt !== null && now - oldestDueAt > overdueMs ? oldestDueAt : null;
