import type { silenceResponseSchema } from "@tocsin/core/silences";
import type { z } from "zod";

/** A silence as the api answers it. */
export type Silence = z.output<typeof silenceResponseSchema>;

export const silencesPath = "/api/v1/silences";
