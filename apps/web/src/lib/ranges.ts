/** How far back a list goes, as it stands in an address. */
export const ranges = ["24h", "3d", "7d", "30d"] as const;
export type Range = (typeof ranges)[number];

const hours: Readonly<Record<Range, number>> = { "24h": 24, "3d": 72, "7d": 168, "30d": 720 };

const minuteMs = 60_000;

/** When a range begins; whole minutes, so that asking again within one is asking the same. */
export const startOf = (range: Range, now: number): string =>
  new Date(Math.floor(now / minuteMs) * minuteMs - hours[range] * 60 * minuteMs).toISOString();
