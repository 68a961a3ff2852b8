import type { Instant } from "@tocsin/core/kernel";

/** The wall clock, in ms since 1970 UTC; handed in so that tests can move it. */
export type Clock = () => Instant;
