import type { AlertFacts } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  own,
  readId,
  readList,
  readName,
  readProse,
  readTime,
  readTitle,
  readUrl,
  readWord,
  said,
  saidNames,
  saidSome,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import type { AlertSaid } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { readLegacyEvidence } from "./legacy-evidence.ts";
import { readMicrosoftSeverity, readMicrosoftStatus } from "./vocabulary.ts";

/** Reads an alert of the first generation: one vendor's schema for the alerts of many providers. */
export const readLegacyAlert = (alert: ForeignRecord, context: NormaliseContext): AlertSaid => {
  const hash = contentHash(alert, context.digest);
  const updatedAt = said(alert, "lastModifiedDateTime", readTime);
  const version = versionOf(hash, updatedAt);
  const facts = factsSaid<AlertFacts>({
    title: saidSome(alert, "title", readTitle),
    description: said(alert, "description", readProse),
    severity: saidSome(alert, "severity", readMicrosoftSeverity),
    status: saidSome(alert, "status", readMicrosoftStatus),
    categories: saidNames(alert, ["category"]),
    serviceSource: said(alert, "vendorInformation.provider", readName),
    detectionSource: said(alert, "vendorInformation.subProvider", readName),
    assignedTo: said(alert, "assignedTo", readName),
    classification: said(alert, "feedback", readWord),
    recommendedActions: said(alert, "recommendedActions", readProse),
    url: said(alert, "sourceMaterials", firstUrl),
    createdAt: said(alert, "createdDateTime", readTime),
    updatedAt,
    firstActivityAt: said(alert, "eventDateTime", readTime),
    lastActivityAt: said(alert, "lastEventDateTime", readTime),
    resolvedAt: said(alert, "closedDateTime", readTime),
  });
  return {
    id: readId(own(alert, "id"), context.digest),
    hash,
    alert: { layers: [{ version, facts }], evidence: layEvidence(readLegacyEvidence(alert, context.digest), version) },
  };
};

const firstUrl = (value: unknown): string | null =>
  readList(value)
    .map(readUrl)
    .find((url) => url !== null) ?? null;
