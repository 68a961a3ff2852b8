import { startOf } from "../../lib/ranges.ts";
import type { QueueSearch } from "./queue-search.ts";

export const listed = 50;

/** What somebody still has to look at: the queue as it opens. */
export const openStatuses = "active,awaitingAction,inProgress";

/** The address at the api of what the queue's own address asks for. */
export const queuePath = (search: QueueSearch, now: number): string => {
  const {
    status = openStatuses,
    range,
    severity,
    told,
    group,
    source,
    category,
    tag,
    assigned,
    text,
    sort,
    cursor,
  } = search;
  const asked = {
    ...(status !== "any" && { status }),
    ...(range !== undefined && { from: startOf(range, now) }),
    ...{ severity, told, group, source, category, tag, assigned, text, sort, cursor },
    limit: String(listed),
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) if (value !== undefined) query.set(name, value);
  return `/api/v1/incidents?${query}`;
};

/** Whether the queue shows anything else than it does when it opens. */
export const isNarrowed = ({ sort: _sort, cursor: _cursor, ...filters }: QueueSearch): boolean =>
  Object.values(filters).some((value) => value !== undefined);
