import { z } from "zod";
import { pageSchema, severitySchema } from "../kernel/index.ts";
import { changeKindSchema } from "./change.ts";
import { evidenceTypes, statusSchema } from "./incident.ts";

const mapped = <Value extends z.ZodType>(value: Value) => z.object({ value, foreign: z.string().nullable() });

export const incidentSummarySchema = z
  .object({
    id: z.string(),
    number: z.number().int(),
    title: z.string(),
    severity: severitySchema,
    highestSeverity: severitySchema,
    status: statusSchema,
    assignedTo: z.string().nullable(),
    sourceId: z.string(),
    externalId: z.string(),
    firstSeenAt: z.iso.datetime(),
    lastChangeAt: z.iso.datetime(),
  })
  .meta({ id: "IncidentSummary" });

export const incidentListedSchema = incidentSummarySchema
  .extend({
    alerts: z.object({ total: z.number().int(), resolved: z.number().int() }),
    categories: z.array(z.string()),
    tags: z.array(z.string()),
    deviceGroups: z.array(z.object({ id: z.string(), name: z.string() })),
    /** How many addresses were told, will be, or could not be. */
    told: z.object({
      people: z.number().int(),
      lastAt: z.iso.datetime().nullable(),
      waiting: z.number().int(),
      failed: z.number().int(),
    }),
  })
  .meta({ id: "IncidentListed" });

/** `total` counts what the filters leave, in all pages; 10,000 stands for that many or more. */
export const incidentPageSchema = pageSchema(incidentListedSchema).extend({ total: z.number().int() });

const facetSchema = z.array(z.object({ value: z.string(), incidents: z.number().int() }));

export const incidentFacetsSchema = z
  .object({ categories: facetSchema, tags: facetSchema, assignedTo: facetSchema })
  .meta({ id: "IncidentFacets" });

export const evidenceResponseSchema = z
  .object({
    type: z.enum(evidenceTypes),
    name: z.string(),
    /** Devices: the name of the device group that it is in. */
    deviceGroup: z.string().nullable(),
    sourceGroup: z.string().nullable(),
    os: z.string().nullable(),
    domain: z.string().nullable(),
    tags: z.array(z.string()),
    ips: z.array(z.string()),
    details: z.record(z.string(), z.string()),
  })
  .meta({ id: "Evidence" });

export const alertResponseSchema = z
  .object({
    key: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    severity: mapped(severitySchema),
    status: mapped(statusSchema),
    categories: z.array(z.string()),
    techniques: z.array(z.string()),
    serviceSource: z.string().nullable(),
    detectionSource: z.string().nullable(),
    assignedTo: z.string().nullable(),
    classification: z.string().nullable(),
    determination: z.string().nullable(),
    recommendedActions: z.string().nullable(),
    url: z.string().nullable(),
    createdAt: z.iso.datetime().nullable(),
    updatedAt: z.iso.datetime().nullable(),
    firstActivityAt: z.iso.datetime().nullable(),
    lastActivityAt: z.iso.datetime().nullable(),
    resolvedAt: z.iso.datetime().nullable(),
    evidence: z.array(evidenceResponseSchema),
  })
  .meta({ id: "Alert" });

export const changeResponseSchema = z
  .object({
    id: z.string(),
    seq: z.number().int(),
    at: z.iso.datetime(),
    kinds: z.array(changeKindSchema),
    detail: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "IncidentChange" });

export const acknowledgementResponseSchema = z
  .object({
    at: z.iso.datetime(),
    /** A user's name, or the address of a recipient who used the link in a mail. */
    by: z.object({ kind: z.enum(["user", "recipient", "source", "system"]), name: z.string() }),
    /** Since when it holds no more, because the incident was reopened or its severity rose; null while it stands. */
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Acknowledgement" });

export const incidentResponseSchema = incidentSummarySchema
  .extend({
    description: z.string().nullable(),
    severityText: z.string().nullable(),
    statusText: z.string().nullable(),
    authority: z.string(),
    familyId: z.string(),
    /** Which incident of its group's key it is, and since when there have been any; null for one that is reported whole. */
    generation: z.object({ number: z.number().int(), since: z.iso.datetime() }).nullable(),
    /** The incident that it was merged into, where its source says so. */
    redirectedTo: z.object({ id: z.string(), number: z.number().int() }).nullable(),
    classification: z.string().nullable(),
    determination: z.string().nullable(),
    portalUrl: z.string().nullable(),
    tags: z.array(z.string()),
    categories: z.array(z.string()),
    createdAt: z.iso.datetime().nullable(),
    updatedAt: z.iso.datetime().nullable(),
    alerts: z.array(alertResponseSchema),
    changes: z.array(changeResponseSchema),
    /** Oldest first; the one without an end stands. */
    acknowledgements: z.array(acknowledgementResponseSchema),
  })
  .meta({ id: "Incident" });
