import { err, ok, type Result } from "../../kernel/index.ts";
import { boundsProblem } from "../bounds.ts";
import type { IncidentFacts, IncomingIncident } from "../incident.ts";
import { factsSaid, own, readRecord, shortKey } from "../read.ts";
import type { NormaliseContext, Normalised, PayloadFault, PlainKind, SourceKind } from "../source-kind.ts";
import { keyOfParts } from "../sources/settings.ts";
import { applyMapping, gatheringKeyOf } from "./apply-mapping.ts";
import { type FieldMapping, fieldMappingSchema } from "./field-mapping.ts";

/**
 * The kind with the setting `mapping`: documents that its sender words itself are read by it, in the shape of `generic`.

 */
export const withMapping = (kind: PlainKind, generic: SourceKind): SourceKind => ({
  ...kind,
  settings: kind.settings.extend({ mapping: fieldMappingSchema.optional() }),
  normalise: (payload, context) => {
    const { mapping, rest } = takeApart(context.settings);
    const own = { ...context, settings: rest };
    if (mapping === null) return kind.normalise(payload, own);
    if (mapping.when === "always") return normaliseMapped(payload, mapping, generic, own);
    const read = kind.normalise(payload, own);
    if (read.ok) return read;
    return normaliseMapped(payload, mapping, generic, own);
  },
});

/** The mapping among a source's settings; a stored one that this version cannot read is none. */
const takeApart = (settings: unknown): { readonly mapping: FieldMapping | null; readonly rest: unknown } => {
  const record = readRecord(settings);
  const said = own(record, "mapping");
  if (record === null || said === undefined) return { mapping: null, rest: settings };
  const { mapping: _, ...rest } = record;
  const parsed = fieldMappingSchema.safeParse(said);
  return { mapping: parsed.success ? parsed.data : null, rest };
};

const normaliseMapped = (
  payload: unknown,
  mapping: FieldMapping,
  generic: SourceKind,
  context: NormaliseContext,
): Result<Normalised, PayloadFault> => {
  const outOfBounds = boundsProblem(payload);
  if (outOfBounds) return err(outOfBounds);
  const written = applyMapping(payload, mapping);
  if (!written.ok) return written;
  const read = generic.normalise(written.value, { ...context, settings: {} });
  const key = gatheringKeyOf(payload, mapping);
  if (!read.ok || read.value.kind !== "incident" || key === null || mapping.gather === undefined) return read;
  const externalId = shortKey(keyOfParts(key), context.digest);
  return ok({ kind: "incident", incident: gathered(read.value.incident, externalId, mapping.gather.idleHours) });
};

/** Of a gathered incident only its alerts say how grave and how far along it is. */
const gathered = (incident: IncomingIncident, externalId: string, idleHours: number): IncomingIncident => ({
  ...incident,
  externalId,
  grouping: { idleMs: Math.round(idleHours * 3_600_000) },
  layers: incident.layers.map(({ version, facts: { title, tags, categories, portalUrl, updatedAt } }) => ({
    version,
    facts: factsSaid<IncidentFacts>({ title, tags, categories, portalUrl, updatedAt }),
  })),
});
