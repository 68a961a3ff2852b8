import { type PageRequest, pageQuerySchema } from "@tocsin/core/kernel";
import { z } from "zod";

/** The query of a list: `?limit=50&cursor=…`. */
export const pagingQuery = z.object({
  ...pageQuerySchema.shape,
  // A list by name has names for cursors, and a name of 100 characters can fold to eighteen times as many.
  cursor: z.string().max(2_000).optional(),
});

export const pageRequestOf = ({ limit, cursor }: z.output<typeof pagingQuery>): PageRequest => ({
  limit,
  after: cursor ?? null,
});

/** A filter that takes several values: `?state=sent&state=failed` or `?state=sent,failed`. */
export const severalOf = <Value extends z.ZodType<string, string>>(value: Value) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .transform((given) => (given === undefined ? [] : [given].flat().flatMap((text) => text.split(","))))
    .pipe(z.array(value));
