/** The value below which this share of the values lies; NaN where there is none. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

export const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0);

/** The smallest of any number of values: a spread into `Math.min` has a limit. */
export const smallest = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);

export const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);
