import type { Instant } from "../kernel/index.ts";

/** The moment at which a test takes place unless it says otherwise. */
export const noon: Instant = Date.parse("2026-11-22T12:00:00Z");
