import type { recipientResponseSchema } from "@tocsin/core/recipients";
import type { z } from "zod";

/** A recipient as the api answers it. */
export type Recipient = z.output<typeof recipientResponseSchema>;
