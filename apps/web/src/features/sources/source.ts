import type { sourceResponseSchema } from "@tocsin/core/sources";
import type { z } from "zod";

/** A source as the api answers it. */
export type Source = z.output<typeof sourceResponseSchema>;
