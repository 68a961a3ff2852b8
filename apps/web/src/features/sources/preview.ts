import type { payloadPreviewResponseSchema } from "@tocsin/core/intake";
import type { z } from "zod";

/** What a payload would become, as the api answers it. */
export type Preview = z.output<typeof payloadPreviewResponseSchema>;
