import { sourceKindResponseSchema } from "@tocsin/core/sources";
import { z } from "zod";

/** Every kind of source, as the api answers them. */
export const kindsSchema = z.object({ items: z.array(sourceKindResponseSchema) });

export type Kind = z.output<typeof sourceKindResponseSchema>;
