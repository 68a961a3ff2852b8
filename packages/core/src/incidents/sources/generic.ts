import { z } from "zod";
import { err, ok, type Severity } from "../../kernel/index.ts";
import type { AlertFacts, IncidentFacts, IncomingIncident, Mapped, Status } from "../incident.ts";
import { isTranslated } from "../mapping/field-source.ts";
import {
  type ForeignRecord,
  factsSaid,
  isNothing,
  own,
  readId,
  readName,
  readProse,
  readRecord,
  readTechniques,
  readTime,
  readTitle,
  readUrl,
  readWord,
  said,
  saidNames,
  saidSome,
  wordReader,
} from "../read.ts";
import type { NormaliseContext, PayloadFault, PlainKind } from "../source-kind.ts";
import { type AlertSaid, keyAlerts } from "./alert-keys.ts";
import { contentHash, readDocument, readObjects, versionOf, withoutAlerts } from "./document.ts";
import { layEvidence } from "./evidence-said.ts";
import { readGenericEvidence } from "./generic-evidence.ts";

/** Tocsin's own shape, for scripts and for products that let their users write the body. Only `title` is required. */
export const generic: PlainKind = {
  kind: "generic",
  title: "Generic JSON",
  description: "Any system that can post JSON: one small object per incident, of which only the title is required.",
  settings: z.strictObject({}),
  // Whoever writes the body knows best; an event to try it with is made by the console.
  connect: [],

  open: (body) => {
    const envelope = readRecord(body);
    if (envelope === null || Object.hasOwn(envelope, "title")) return null;
    const documents = [own(envelope, "incidents"), own(envelope, "value")];
    return documents.find((entries): entries is unknown[] => Array.isArray(entries)) ?? null;
  },

  recognises: (document) =>
    readTitle(own(document, "title")) !== null && Object.keys(document).every((key) => ownKeys.has(key)),

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    const title = readTitle(own(document.value, "title"));
    if (title === null) return err(titleFault(document.value));
    const alerts = readObjects(document.value, "alerts");
    if (!alerts.ok) return alerts;
    return ok({ kind: "incident", incident: incidentOf(document.value, title, alerts.value, context) });
  },
};

/** What incidents in Tocsin's own shape hold. A document with more than these may be anybody's. */
const ownKeys: ReadonlySet<string> = new Set([
  "externalId",
  "title",
  "description",
  "severity",
  "status",
  "assignedTo",
  "classification",
  "determination",
  "createdAt",
  "updatedAt",
  "url",
  "categories",
  "tags",
  "alerts",
]);

const titleFault = (document: ForeignRecord): PayloadFault => ({
  path: "title",
  problem: isNothing(own(document, "title")) ? "is missing: an incident needs at least a title" : "is not a text",
});

const incidentOf = (
  document: ForeignRecord,
  title: string,
  alerts: readonly ForeignRecord[],
  context: NormaliseContext,
): IncomingIncident => {
  const updatedAt = said(document, "updatedAt", readTime);
  const severity = saidSome(document, "severity", readSeverity);
  const status = saidSome(document, "status", readStatus);
  return {
    externalId: readId(own(document, "externalId"), context.digest) ?? contentHash(document, context.digest),
    authority: `source:${context.sourceId}`,
    layers: [
      {
        version: versionOf(contentHash(withoutAlerts(document), context.digest), updatedAt),
        facts: factsSaid<IncidentFacts>({
          title,
          description: said(document, "description", readProse),
          severity,
          status,
          assignedTo: said(document, "assignedTo", readName),
          classification: said(document, "classification", readWord),
          determination: said(document, "determination", readWord),
          createdAt: said(document, "createdAt", readTime),
          updatedAt,
          portalUrl: said(document, "url", readUrl),
          categories: saidNames(document, ["categories"]),
          tags: saidNames(document, ["tags"]),
        }),
      },
    ],
    alerts: keyAlerts(alerts.map((alert) => alertOf(alert, { severity, updatedAt }, context))),
  };
};

/** What an alert that does not say it itself takes over from its incident. */
interface Inherited {
  readonly severity: Mapped<Severity> | undefined;
  readonly updatedAt: number | null | undefined;
}

const alertOf = (alert: ForeignRecord, incident: Inherited, context: NormaliseContext): AlertSaid => {
  const hash = contentHash(alert, context.digest);
  const updatedAt = said(alert, "updatedAt", readTime);
  const version = versionOf(hash, updatedAt ?? incident.updatedAt);
  const facts = factsSaid<AlertFacts>({
    title: saidSome(alert, "title", readTitle),
    description: said(alert, "description", readProse),
    severity: saidSome(alert, "severity", readSeverity) ?? incident.severity,
    status: saidSome(alert, "status", readStatus),
    categories: saidNames(alert, ["category", "categories"]),
    techniques: saidSome(alert, "techniques", readTechniques),
    serviceSource: said(alert, "serviceSource", readName),
    detectionSource: said(alert, "detectionSource", readName),
    assignedTo: said(alert, "assignedTo", readName),
    classification: said(alert, "classification", readWord),
    determination: said(alert, "determination", readWord),
    recommendedActions: said(alert, "recommendedActions", readProse),
    url: said(alert, "url", readUrl),
    createdAt: said(alert, "createdAt", readTime),
    updatedAt,
    firstActivityAt: said(alert, "firstActivityAt", readTime),
    lastActivityAt: said(alert, "lastActivityAt", readTime),
    resolvedAt: said(alert, "resolvedAt", readTime),
  });
  const evidence = layEvidence(readGenericEvidence(own(alert, "evidence"), context.digest), version);
  return {
    id: readId(own(alert, "externalId"), context.digest),
    hash,
    alert: { layers: [{ version, facts }], evidence },
  };
};

/** A field mapping that translated the sender's word hands both on. */
const orTranslated =
  <Value extends string>(read: (value: unknown) => Mapped<Value> | null) =>
  (value: unknown): Mapped<Value> | null => {
    if (!isTranslated(value)) return read(value);
    const ours = read(value.value);
    return ours && { value: ours.value, foreign: readWord(value.foreign) };
  };

const severityWord = wordReader<Severity>(
  {
    informational: "informational",
    information: "informational",
    info: "informational",
    notice: "informational",
    low: "low",
    minor: "low",
    medium: "medium",
    moderate: "medium",
    warning: "medium",
    warn: "medium",
    high: "high",
    major: "high",
    error: "high",
    critical: "critical",
    crit: "critical",
    fatal: "critical",
    emergency: "critical",
  },
  "unknown",
);

const readSeverity = orTranslated(severityWord);

const statusWord = wordReader<Status>(
  {
    active: "active",
    new: "active",
    open: "active",
    awaitingAction: "awaitingAction",
    inProgress: "inProgress",
    acknowledged: "inProgress",
    resolved: "resolved",
    closed: "resolved",
  },
  "active",
);

const readStatus = orTranslated(statusWord);
