// The first that fits: Edge and Opera call themselves Chrome as well, and all of them call themselves Mozilla.
const browsers = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
] as const;

const systems = [
  ["Android", "Android"],
  ["iPhone", "iOS"],
  ["iPad", "iPadOS"],
  ["Windows", "Windows"],
  ["Mac OS X", "macOS"],
  ["Linux", "Linux"],
] as const;

/** A browser in the words that people use for it: `Firefox, Windows`; null for one that says nothing of itself that we know. */
export const browserName = (userAgent: string | null): string | null => {
  const find = (table: readonly (readonly [string, string])[]) =>
    table.find(([sign]) => userAgent?.includes(sign) === true)?.[1];
  const found = [find(browsers), find(systems)].filter((name) => name !== undefined);
  return found.length === 0 ? null : found.join(", ");
};
