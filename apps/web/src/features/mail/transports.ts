import type { transportListSchema } from "@tocsin/core/transports";
import type { z } from "zod";

/** The transports of mail as the api answers them. */
export type Transports = z.output<typeof transportListSchema>;
