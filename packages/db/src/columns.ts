import type { Instant } from "@tocsin/core/kernel";
import { integer, text } from "drizzle-orm/sqlite-core";

/** A moment, in ms since 1970 UTC. */
export const instant = (name: string) => integer(name).$type<Instant>();

export const flag = (name: string) => integer(name, { mode: "boolean" });

/** Parsed JSON. Only this package writes these columns, so their type is what was written. */
export const json = <Value>(name: string) => text(name, { mode: "json" }).$type<Value>();

/** An id of one noun, so that ids cannot be swapped. */
export const idOf = <Id extends string>(name: string) => text(name).$type<Id>();
