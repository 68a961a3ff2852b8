import type { Instant } from "../../../kernel/index.ts";
import type { AlertFacts } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  own,
  readId,
  readName,
  readProse,
  readTechniques,
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
import { readEvidence } from "./evidence.ts";
import { readMicrosoftSeverity, readMicrosoftStatus } from "./vocabulary.ts";

/** Reads an alert of `alerts_v2`. `knownAt` is the time of the payload around it, for an alert without its own. */
export const readAlert = (alert: ForeignRecord, context: NormaliseContext, knownAt: Instant | null): AlertSaid => {
  const hash = contentHash(alert, context.digest);
  const updatedAt = said(alert, "lastUpdateDateTime", readTime);
  const version = versionOf(hash, updatedAt ?? knownAt);
  const facts = factsSaid<AlertFacts>({
    title: saidSome(alert, "title", readTitle),
    description: said(alert, "description", readProse),
    severity: saidSome(alert, "severity", readMicrosoftSeverity),
    status: saidSome(alert, "status", readMicrosoftStatus),
    categories: saidNames(alert, ["category", "categories"]),
    techniques: saidSome(alert, "mitreTechniques", readTechniques),
    serviceSource: said(alert, "serviceSource", readName),
    detectionSource: said(alert, "detectionSource", readName),
    assignedTo: said(alert, "assignedTo", readName),
    classification: said(alert, "classification", readWord),
    determination: said(alert, "determination", readWord),
    recommendedActions: said(alert, "recommendedActions", readProse),
    url: said(alert, "alertWebUrl", readUrl),
    createdAt: said(alert, "createdDateTime", readTime),
    updatedAt,
    firstActivityAt: said(alert, "firstActivityDateTime", readTime),
    lastActivityAt: said(alert, "lastActivityDateTime", readTime),
    resolvedAt: said(alert, "resolvedDateTime", readTime),
  });
  return {
    id: readId(own(alert, "id"), context.digest),
    hash,
    alert: {
      layers: [{ version, facts }],
      evidence: layEvidence(readEvidence(own(alert, "evidence"), context.digest), version),
    },
  };
};
