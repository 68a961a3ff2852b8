import { toIso } from "../../../kernel/index.ts";
import type { PageAsked, PollKind } from "../../poll-kind.ts";
import { own, readRecord, readText, readTime } from "../../read.ts";

/**
 * `GET /security/incidents`. A page with alerts holds 50 incidents at most, `$skip` beyond 500 is refused, and on large
 * tenants a list with `$expand=alerts` is answered 500 for ever: then alerts are asked for apart.
 */
export const graphPoll: PollKind = {
  baseUrl: "https://graph.microsoft.com/v1.0",
  permission: "SecurityIncident.Read.All",
  pageMax: 50,
  reach: 500,
  // Without it, words of enums that came later are all said to be `unknownFutureValue`.
  headers: { prefer: "include-unknown-enum-members" },
  pathOf: (asked) => `/security/incidents?${queryOf(asked)}`,
  identify: (document) => {
    const incident = readRecord(document);
    return { id: readText(own(incident, "id")), at: readTime(own(incident, "lastUpdateDateTime")) };
  },
  apart: {
    pageMax: 10,
    incidentPath: (id) => `/security/incidents/${encodeURIComponent(id)}?$expand=alerts`,
    alertsPath: (id) => `/security/alerts_v2?$top=1000&$filter=${encodeURIComponent(`incidentId eq ${quoted(id)}`)}`,
    join: (incident, alerts) => ({ ...readRecord(incident), alerts }),
  },
};

const queryOf = ({ from, until, skip, top, withAlerts }: PageAsked): string => {
  const since = `lastUpdateDateTime ge ${toIso(from)}`;
  const filter = until === null ? since : `${since} and lastUpdateDateTime lt ${toIso(until)}`;
  return [
    `$filter=${encodeURIComponent(filter)}`,
    `$top=${top}`,
    ...(skip > 0 ? [`$skip=${skip}`] : []),
    ...(withAlerts ? ["$expand=alerts"] : []),
  ].join("&");
};

/** A text of OData: quotes are doubled. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
