import { toIso } from "../../../kernel/index.ts";
import type { PageAsked, PollKind } from "../../poll-kind.ts";
import { own, readRecord, readText, readTime } from "../../read.ts";

/** `GET /api/incidents`: 100 incidents a page, always with their alerts; 50 requests a minute and 1,500 an hour. */
export const defenderPoll: PollKind = {
  baseUrl: "https://api.security.microsoft.com",
  permission: "Incident.Read.All",
  pageMax: 100,
  // Nothing is said of a bound; windows of this size keep what is begun anew small.
  reach: 1_000,
  headers: {},
  pathOf: (asked) => `/api/incidents?${queryOf(asked)}`,
  identify: (document) => {
    const incident = readRecord(document);
    return { id: readText(own(incident, "incidentId")), at: readTime(own(incident, "lastUpdateTime")) };
  },
  apart: null,
};

const queryOf = ({ from, until, skip, top }: PageAsked): string => {
  const since = `lastUpdateTime ge ${toIso(from)}`;
  const filter = until === null ? since : `${since} and lastUpdateTime lt ${toIso(until)}`;
  return [`$filter=${encodeURIComponent(filter)}`, `$top=${top}`, ...(skip > 0 ? [`$skip=${skip}`] : [])].join("&");
};
