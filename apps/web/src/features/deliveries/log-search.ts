import { z } from "zod";
import { ranges } from "../../lib/ranges.ts";

const word = z.string().min(1).max(300).optional().catch(undefined);

/** What the log is narrowed to, as it stands in its address: by ids; a typed address is looked for and not kept there. */
export const logSearch = z.object({
  view: z.enum(["decisions"]).optional().catch(undefined),
  state: word,
  outcome: word,
  rule: word,
  incident: word,
  range: z.enum(ranges).optional().catch(undefined),
  cursor: word,
});

export type LogSearch = z.infer<typeof logSearch>;
