import { hourMs, minuteMs, secondMs } from "@tocsin/core/kernel";

/** Bytes as people read them: `3.4 MB`. */
export const inWords = (bytes: number): string => {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, bytes < 1_000 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${power === 0 ? bytes : (bytes / 1_000 ** power).toFixed(1)} ${units[power]}`;
};

/** A length of time in the largest unit that says it: `90 s`, `5 min`, `3 h`. */
export const timeInWords = (ms: number): string => {
  if (ms < 2 * minuteMs) return `${Math.round(ms / secondMs)} s`;
  return ms < 2 * hourMs ? `${Math.round(ms / minuteMs)} min` : `${Math.round(ms / hourMs)} h`;
};
