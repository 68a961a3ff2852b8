import { type IncidentFilter, incidentSorts, statusSchema } from "@tocsin/core/incidents";
import { type DeviceGroupId, idSchema, type SourceId, severitySchema } from "@tocsin/core/kernel";
import { z } from "zod";
import { pagingQuery, severalOf } from "../http/paging.ts";
import { momentQuery } from "../http/params.ts";

/** Words from outside, such as a category: a comma may be part of one, so that each is a parameter of its own. */
const wordsQuery = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => (given === undefined ? [] : [given].flat()))
  .pipe(z.array(z.string().min(1).max(300)).max(50));

/** How the queue is narrowed and sorted in an address. */
export const incidentListQuery = pagingQuery.extend({
  severity: severalOf(severitySchema),
  status: severalOf(statusSchema),
  group: severalOf(idSchema),
  source: severalOf(idSchema),
  category: wordsQuery,
  tag: wordsQuery,
  /** A name as the source says it; `none` is nobody. */
  assigned: wordsQuery,
  told: z.enum(["anybody", "nobody"]).optional(),
  text: z.string().max(200).optional(),
  /** The one of this number. */
  number: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  from: momentQuery,
  to: momentQuery,
  sort: z.enum(incidentSorts).default("-lastChange"),
});

export const incidentFilterOf = (query: z.output<typeof incidentListQuery>): IncidentFilter => ({
  severities: query.severity,
  statuses: query.status,
  deviceGroupIds: query.group as DeviceGroupId[],
  sourceIds: query.source as SourceId[],
  categories: query.category,
  tags: query.tag,
  assignedTo: query.assigned.map((name) => (name === "none" ? null : name)),
  told: query.told ?? null,
  text: query.text ?? null,
  number: query.number ?? null,
  changedFrom: query.from ?? null,
  changedTo: query.to ?? null,
});
