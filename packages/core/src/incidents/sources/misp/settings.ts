import { z } from "zod";

/** How the events of one MISP are to be understood. */
export const mispSettings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null)
    .describe("Where people open this MISP, such as https://misp.contoso.example; links to events are made of it"),
  unpublished: z.boolean().default(true).describe("Whether events that are not published are taken, too"),
});

export type MispSettings = z.output<typeof mispSettings>;
