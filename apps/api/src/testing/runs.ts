/** Whether this is the long run of `pnpm test --long`. */
const isLong = process.env["TOCSIN_LONG"] === "1";

/** How often a property is tried: as given, or 10,000 times in the long run. */
export const runs = (usually: number): { readonly numRuns: number } => ({ numRuns: isLong ? 10_000 : usually });

export const propertyMs = isLong ? 1_200_000 : 30_000;
