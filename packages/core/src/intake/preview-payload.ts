import {
  type Alert,
  alertOf,
  type IncomingIncident,
  incidentFactsOf,
  lentBy,
  type NormaliseContext,
  pathsInDocument,
  type SourceKind,
  statusOfAll,
  suggestMapping,
} from "../incidents/index.ts";
import { hourMs, toIsoOrNull } from "../kernel/index.ts";
import type { PayloadPreviewResponse } from "./preview-contract.ts";
import { readDocument } from "./read-document.ts";

type Documents = PayloadPreviewResponse["documents"];

/** As many as one looks at; the rest is counted. */
const shownMax = 10;

/** What a source of the kind would make of documents, if they came alone. Nothing is stored and nobody is told. */
export const previewPayload = (
  kind: SourceKind,
  context: NormaliseContext,
  documents: readonly unknown[],
): PayloadPreviewResponse => {
  const fields = pathsInDocument(documents[0]);
  return {
    documents: documents.slice(0, shownMax).map((document) => previewDocument(kind, context, document)),
    count: documents.length,
    fields: [...fields],
    suggestion: fields.length === 0 ? null : suggestMapping(fields),
  };
};

const previewDocument = (kind: SourceKind, context: NormaliseContext, document: unknown): Documents[number] => {
  const read = readDocument(kind, context, document);
  if (!read.ok) return { outcome: "problem", ...read.problem };
  if (read.value.kind === "ignored") return { outcome: "ignored", reason: read.value.reason };
  return { outcome: "incident", incident: previewIncident(read.value.incident) };
};

const previewIncident = ({ externalId, grouping, layers, alerts: layered }: IncomingIncident) => {
  const alerts = layered.map(alertOf);
  const [lead] = alerts;
  const unsaid = {
    ...(grouping && lead && lentBy(lead)),
    status: statusOfAll(alerts.map(({ status }) => status.value)),
  };
  const { redirectTo: _, ...facts } = incidentFactsOf(
    layers,
    alerts.map(({ severity }) => severity.value),
    unsaid,
  );
  return {
    ...facts,
    externalId,
    severity: facts.severity.value,
    severityText: facts.severity.foreign,
    status: facts.status.value,
    statusText: facts.status.foreign,
    tags: [...facts.tags],
    categories: [...new Set([...facts.categories, ...alerts.flatMap(({ categories }) => categories)])],
    createdAt: toIsoOrNull(facts.createdAt),
    updatedAt: toIsoOrNull(facts.updatedAt),
    gathering: grouping ? { idleHours: grouping.idleMs / hourMs } : null,
    alerts: alerts.map(previewAlert),
  };
};

const previewAlert = ({ evidence, ...alert }: Alert) => ({
  ...alert,
  categories: [...alert.categories],
  techniques: [...alert.techniques],
  createdAt: toIsoOrNull(alert.createdAt),
  updatedAt: toIsoOrNull(alert.updatedAt),
  firstActivityAt: toIsoOrNull(alert.firstActivityAt),
  lastActivityAt: toIsoOrNull(alert.lastActivityAt),
  resolvedAt: toIsoOrNull(alert.resolvedAt),
  evidence: evidence.map(({ key: _, ...one }) => ({
    ...one,
    // Which device group it would be in is the organization's to say, and known once it is stored.
    deviceGroup: null,
    tags: [...one.tags],
    ips: [...one.ips],
    details: { ...one.details },
  })),
});
