import { hourMs, minuteMs } from "@tocsin/core/kernel";

type Unit = readonly [one: string, many: string];

/** Writes a length of time in the one unit that says it best: `30 minutes`, `36 hours`, `3 days`. */
export const durationIn =
  ({ minute, hour, day }: Readonly<Record<"minute" | "hour" | "day", Unit>>) =>
  (ms: number): string => {
    const minutes = Math.max(1, Math.round(ms / minuteMs));
    if (minutes < 120) return counted(minutes, minute);
    const hours = Math.round(ms / hourMs);
    return hours < 48 ? counted(hours, hour) : counted(Math.round(hours / 24), day);
  };

const counted = (count: number, [one, many]: Unit): string => `${count} ${count === 1 ? one : many}`;
