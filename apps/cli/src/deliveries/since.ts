import { hourMs, minuteMs } from "@tocsin/core/kernel";
import { CommandFault } from "../command.ts";

const units: Readonly<Record<string, number>> = { m: minuteMs, h: hourMs, d: 24 * hourMs };

/** Reads `30m`, `2h`, `7d` (ago), or a moment such as `2026-11-22` or `2026-11-22T03:00Z`. */
export const sinceOf = (text: string, now: number): number => {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined) return now - Number(count) * (units[unit] ?? 0);
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new CommandFault(2, `${text} is no time: say 30m, 2h or 7d, or a date such as 2026-11-22T03:00Z`);
  return at;
};
