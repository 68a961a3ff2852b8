import { z } from "zod";

/** How one TheHive is to be understood. */
export const thehiveSettings = z.strictObject({
  address: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null)
    .describe("Where people open TheHive 5, for links to its cases and alerts, as it sends none"),
});

export type ThehiveSettings = z.output<typeof thehiveSettings>;
