import { z } from "zod";
import { alertResponseSchema, fieldMappingSchema, incidentResponseSchema, sourceKinds } from "../incidents/index.ts";

const kindNames = sourceKinds.map(({ kind }) => kind);

/** A payload to look at, and the kind and settings to read it by. Nothing of it is stored. */
export const payloadPreviewRequestSchema = z
  .strictObject({
    kind: z.enum(kindNames, { error: `is not a kind of source; there are ${kindNames.join(", ")}` }),
    settings: z.unknown().optional(),
    /** The body as it would be posted: JSON or lines of JSON, as text. */
    payload: z.string().min(1).max(1_000_000),
  })
  .meta({ id: "PayloadPreviewRequest" });

const previewedIncidentSchema = incidentResponseSchema
  .pick({
    externalId: true,
    title: true,
    description: true,
    severity: true,
    severityText: true,
    status: true,
    statusText: true,
    assignedTo: true,
    classification: true,
    determination: true,
    portalUrl: true,
    tags: true,
    categories: true,
    createdAt: true,
    updatedAt: true,
  })
  .extend({
    /** Set where single alerts are gathered into incidents: after so many hours without one the key opens another. */
    gathering: z.object({ idleHours: z.number() }).nullable(),
    alerts: z.array(alertResponseSchema),
  })
  .meta({ id: "PreviewedIncident" });

const previewedDocumentSchema = z.discriminatedUnion("outcome", [
  z.object({ outcome: z.literal("incident"), incident: previewedIncidentSchema }),
  z.object({ outcome: z.literal("ignored"), reason: z.string() }),
  z.object({ outcome: z.literal("problem"), path: z.string(), problem: z.string() }),
]);

export const payloadPreviewResponseSchema = z
  .object({
    /** What the first documents of the body would become, in order; `count` is of all. */
    documents: z.array(previewedDocumentSchema),
    count: z.number().int(),
    /** Fields of the first document that a mapping can name, with what stands there. */
    fields: z.array(z.object({ path: z.string(), example: z.string() })),
    /** A first draft of a field mapping for such documents; null where the body is no JSON. */
    suggestion: fieldMappingSchema.nullable(),
  })
  .meta({ id: "PayloadPreview" });

export type PayloadPreviewResponse = z.input<typeof payloadPreviewResponseSchema>;
