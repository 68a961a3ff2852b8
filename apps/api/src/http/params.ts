import { idSchema } from "@tocsin/core/kernel";
import { z } from "zod";

/** An id in a path, taken for that of the noun which the path names. */
export const idOf = <Id extends string>() => idSchema.transform((text) => text as Id);

export const idParam = <Id extends string>() => z.object({ id: idOf<Id>() });
