import { auditEntrySchema } from "@tocsin/core/audit";
import { pageSchema } from "@tocsin/core/kernel";
import { useAnswer } from "../../lib/api.ts";
import { startOf } from "../../lib/ranges.ts";
import { type AuditSearch, type Typed, typedFilters } from "./audit-search.ts";

export const auditPath = "/api/v1/audit";

export type Entry = ReturnType<typeof auditEntrySchema.parse>;

const entryPage = pageSchema(auditEntrySchema);

/** What the api is asked to narrow the log to. */
export const queryOf = ({ outcome, range }: AuditSearch, typed: Typed): URLSearchParams => {
  const query = new URLSearchParams();
  for (const name of typedFilters) if (typed[name] !== "") query.set(name, typed[name]);
  if (outcome !== undefined) query.set("outcome", outcome);
  if (range !== undefined) query.set("from", startOf(range, Date.now()));
  return query;
};

export const useEntries = (search: AuditSearch, typed: Typed) => {
  const query = queryOf(search, typed);
  if (search.cursor !== undefined) query.set("cursor", search.cursor);
  return useAnswer(`${auditPath}?${query}`, entryPage);
};
