import { z } from "zod";
import { ranges } from "../../lib/ranges.ts";

const word = z.string().min(1).max(300).optional().catch(undefined);
/** A number that was typed by hand is read as one; a title may be nothing else. */
const text = z.coerce.string().min(1).max(200).optional().catch(undefined);

/** What the queue is narrowed to, as it stands in its address. What is absent is the default: open incidents. */
export const queueSearch = z.object({
  status: word,
  severity: word,
  told: z.enum(["anybody", "nobody"]).optional().catch(undefined),
  group: word,
  source: word,
  category: word,
  tag: word,
  assigned: word,
  range: z.enum(ranges).optional().catch(undefined),
  text,
  sort: word,
  cursor: word,
});

export type QueueSearch = z.infer<typeof queueSearch>;
