/** Milliseconds since the machine started: the same clock in every process, so that their times can be compared. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
