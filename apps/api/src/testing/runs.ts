/** Whether this is the long run of `pnpm test --long`. */
const isLong = process.env["TOCSIN_LONG"] === "1";

/** How often a property is tried: as given, or in the long run as often as is said for it, else 10,000 times. */
export const runs = (usually: number, long = 10_000): { readonly numRuns: number } => ({
  numRuns: isLong ? long : usually,
});

export const propertyMs = isLong ? 1_200_000 : 120_000;
