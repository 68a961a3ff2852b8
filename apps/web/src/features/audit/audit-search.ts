import { z } from "zod";
import { ranges } from "../../lib/ranges.ts";

/** What the log is narrowed to, as it stands in the address. What was typed stays out of it: it names people. */
export const auditSearchSchema = z.object({
  outcome: z.enum(["done", "denied"]).optional().catch(undefined),
  range: z.enum(ranges).optional().catch(undefined),
  cursor: z.string().optional().catch(undefined),
});

export type AuditSearch = z.output<typeof auditSearchSchema>;

export const typedFilters = ["actor", "action", "object"] as const;

export type Typed = Readonly<Record<(typeof typedFilters)[number], string>>;

export const nothingTyped: Typed = { actor: "", action: "", object: "" };
