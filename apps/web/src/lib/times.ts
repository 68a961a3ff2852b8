/** Times in the reader's words and zone. */
export interface Times {
  /** `22 Nov 2026, 03:12 CET` */
  readonly short: (iso: string) => string;
  /** With weekday and seconds. */
  readonly full: (iso: string) => string;
  /** `03:12:45`, of today. */
  readonly clock: (at: Date) => string;
  /** `Europe/Amsterdam` */
  readonly zone: string;
}

/** `timeZone` is the browser's own unless a test names one. */
export const timesIn = (language: "en" | "nl", timeZone?: string): Times => {
  const tag = language === "nl" ? "nl-NL" : "en-GB";
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { ...options, ...(timeZone !== undefined && { timeZone }) });
  const day = { day: "numeric", month: "short", year: "numeric" } as const;
  const minute = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const short = format({ ...day, ...minute, timeZoneName: "short" });
  const full = format({ ...day, ...minute, weekday: "long", month: "long", second: "2-digit", timeZoneName: "long" });
  const clock = format({ ...minute, second: "2-digit" });
  return {
    short: (iso) => short.format(new Date(iso)),
    full: (iso) => full.format(new Date(iso)),
    clock: (at) => clock.format(at),
    zone: short.resolvedOptions().timeZone.replaceAll("_", " "),
  };
};
