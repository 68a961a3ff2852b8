import { err, ok, type Result } from "../../../kernel/index.ts";
import type { IncidentFacts, IncomingIncident } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  isNothing,
  own,
  readId,
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
import type { NormaliseContext, PayloadFault } from "../../source-kind.ts";
import { keyAlerts } from "../alert-keys.ts";
import { contentHash, readObjects, versionOf, withoutAlerts } from "../document.ts";
import { readAlert } from "./alert.ts";
import { authorityOf } from "./authority.ts";
import { readMicrosoftSeverity, readMicrosoftStatus } from "./vocabulary.ts";

/** Reads an incident, with the alerts that `$expand=alerts` puts into it. */
export const readIncident = (
  incident: ForeignRecord,
  context: NormaliseContext,
): Result<IncomingIncident, PayloadFault> => {
  const externalId = readId(own(incident, "id"), context.digest);
  if (externalId === null) return err(idFault(incident));
  const alerts = readObjects(incident, "alerts");
  if (!alerts.ok) return alerts;
  const updatedAt = said(incident, "lastUpdateDateTime", readTime);
  return ok({
    externalId,
    authority: authorityOf(own(incident, "tenantId"), context),
    layers: [
      {
        version: versionOf(contentHash(withoutAlerts(incident), context.digest), updatedAt),
        facts: factsSaid<IncidentFacts>({
          title: saidSome(incident, "displayName", readTitle),
          description: said(incident, ["description", "summary"], readProse),
          severity: saidSome(incident, "severity", readMicrosoftSeverity),
          status: saidSome(incident, "status", readMicrosoftStatus),
          assignedTo: said(incident, "assignedTo", readName),
          classification: said(incident, "classification", readWord),
          determination: said(incident, "determination", readWord),
          portalUrl: said(incident, "incidentWebUrl", readUrl),
          tags: saidNames(incident, ["customTags", "systemTags", "tags"]),
          createdAt: said(incident, "createdDateTime", readTime),
          updatedAt,
          redirectTo: said(incident, "redirectIncidentId", (id) => readId(id, context.digest)),
        }),
      },
    ],
    alerts: keyAlerts(alerts.value.map((alert) => readAlert(alert, context, updatedAt ?? null))),
  });
};

const idFault = (incident: ForeignRecord): PayloadFault => ({
  path: "id",
  problem: isNothing(own(incident, "id")) ? "is missing" : "is not the id of an incident",
});
