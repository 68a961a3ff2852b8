import { z } from "zod";
import { evidenceTypes } from "../incident.ts";
import { fieldPathTextSchema, parsePath } from "./path.ts";

const constantSchema = z.strictObject({ constant: z.string().max(500) }).describe("Always the same text");

const translatedSchema = z
  .strictObject({
    from: z.union([fieldPathTextSchema, z.array(fieldPathTextSchema).min(1).max(10)]),
    values: z
      .record(z.string().max(200), z.string().max(200))
      .refine((values) => Object.keys(values).length <= 200, { error: "has more than 200 entries" })
      .default({})
      .describe("The sender's words and ours; letter case does not matter"),
    otherwise: z.string().max(200).optional().describe("What a word that is not among the values becomes"),
  })
  .describe("A field whose words are translated");

const composedSchema = z
  .strictObject({ text: z.string().min(1).max(500) })
  .describe("A text with fields in it: {rule.name} on {host}");

/** What is wrong with a source of a field: of a path where, of anything else what it may be. */
const faultOf = (input: unknown): string => {
  const path = typeof input === "string" ? parsePath(input) : null;
  if (path !== null && !path.ok) return path.problem;
  return "is neither a path, a constant, a text with fields in it, words to translate, nor a list of these";
};

const oneSourceSchema = z.union([fieldPathTextSchema, constantSchema, translatedSchema, composedSchema], {
  error: ({ input }) => faultOf(input),
});

/** Where a field of ours comes from: a path, or several things of which the first that holds something counts. */
export const fieldSourceSchema = z.union([oneSourceSchema, z.array(oneSourceSchema).min(1).max(10)], {
  error: ({ input }) => faultOf(input),
});

export type OneSource = z.output<typeof oneSourceSchema>;
export type FieldSource = z.output<typeof fieldSourceSchema>;

const said = fieldSourceSchema.optional();

/** Fields of both an incident and an alert. */
const shared = {
  externalId: said,
  title: said,
  description: said,
  severity: said,
  status: said,
  assignedTo: said,
  classification: said,
  determination: said,
  createdAt: said,
  updatedAt: said,
  url: said,
};

const incidentFieldsSchema = z.strictObject({ ...shared, categories: said, tags: said });

const alertFieldsSchema = z.strictObject({
  ...shared,
  category: said,
  techniques: said,
  serviceSource: said,
  detectionSource: said,
  recommendedActions: said,
  firstActivityAt: said,
  lastActivityAt: said,
  resolvedAt: said,
});

const evidenceSchema = z.strictObject({
  type: z.enum(evidenceTypes),
  each: fieldPathTextSchema
    .optional()
    .describe("The list whose entries are one piece each; the other paths start there"),
  name: fieldSourceSchema,
  group: said,
  os: said,
  domain: said,
  tags: said,
});

/** How the documents of a sender with a body of its own become incidents: a path for each field of ours. */
export const fieldMappingSchema = z
  .strictObject({
    when: z
      .enum(["always", "unreadable"])
      .default("unreadable")
      .describe("Whether every document is read so, or those only that the kind itself cannot read"),
    incident: incidentFieldsSchema.extend({ title: fieldSourceSchema }),
    alerts: z
      .strictObject({
        each: fieldPathTextSchema,
        fields: alertFieldsSchema,
        evidence: z.array(evidenceSchema).max(30).default([]),
      })
      .optional()
      .describe("The list of alerts; paths in it start at the entry. Without it the document is one alert"),
    alert: alertFieldsSchema.optional().describe("What the one alert says besides what the incident does"),
    evidence: z.array(evidenceSchema).max(30).default([]).describe("What the one alert points at"),
    gather: z
      .strictObject({
        by: z.array(fieldSourceSchema).min(1).max(5),
        idleHours: z.number().min(0.25).max(8_760).default(24),
      })
      .optional()
      .describe(
        "Documents that agree in these fields are alerts of one incident, until none has come for so many hours",
      ),
  })
  .describe("Field mapping: where each field stands in the documents of this source");

export type FieldMapping = z.output<typeof fieldMappingSchema>;
export type AlertFields = z.output<typeof alertFieldsSchema>;
export type EvidenceFields = z.output<typeof evidenceSchema>;
