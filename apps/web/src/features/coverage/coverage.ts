import type { coverageResponseSchema } from "@tocsin/core/notifications";
import type { z } from "zod";

/** Who is told of what, as the api answers it. */
export type Coverage = z.output<typeof coverageResponseSchema>;
