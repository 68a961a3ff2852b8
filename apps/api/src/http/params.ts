import { idSchema } from "@tocsin/core/kernel";
import { z } from "zod";

/** An id in a path, taken for that of the noun which the path names. */
export const idOf = <Id extends string>() => idSchema.transform((text) => text as Id);

export const idParam = <Id extends string>() => z.object({ id: idOf<Id>() });

/** A moment in a query: ISO 8601 with its zone, or a day, which begins at midnight UTC. */
export const momentQuery = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((text) => Date.parse(text))
  .optional();
