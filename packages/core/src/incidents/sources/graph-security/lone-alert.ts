import type { AlertFacts, IncidentFacts, IncomingIncident } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  own,
  readId,
  readProse,
  readTime,
  readTitle,
  readUrl,
  saidNames,
  saidSome,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { type AlertSaid, keyAlerts } from "../alert-keys.ts";
import { readAlert } from "./alert.ts";
import { authorityOf } from "./authority.ts";
import { readLegacyAlert } from "./legacy-alert.ts";

/** An alert of `alerts_v2` that comes without the incident around it; `more` is what is known of that besides. */
export const readLoneAlert = (
  document: ForeignRecord,
  context: NormaliseContext,
  more: ForeignRecord = {},
): IncomingIncident => {
  const alert = readAlert(document, context, null);
  const authority = authorityOf(own(document, "tenantId"), context);
  const incidentId = readId(own(document, "incidentId"), context.digest);
  if (incidentId === null) return ownIncident(alert, authority, document);
  return {
    externalId: incidentId,
    authority,
    layers: [
      { version: { at: 0, hash: alert.hash.slice(0, 16) }, facts: standInFacts({ ...document, ...more }) },
      ...alert.alert.layers.flatMap(({ version, facts: { updatedAt } }) =>
        updatedAt ? [{ version, facts: { updatedAt } }] : [],
      ),
    ],
    alerts: keyAlerts([alert]),
  };
};

/** An alert of the first generation (`/security/alerts`). Its `incidentIds` are the provider's own, so they name nothing here. */
export const readLoneLegacyAlert = (document: ForeignRecord, context: NormaliseContext): IncomingIncident =>
  ownIncident(readLegacyAlert(document, context), authorityOf(own(document, "azureTenantId"), context), document);

/**
 * What an alert tells of its incident: written at time 0, so that whatever the incident says of itself stands over it. Only
 * when it was last written to is the alert's to say.
 */
const standInFacts = (document: ForeignRecord): Partial<IncidentFacts> =>
  factsSaid<IncidentFacts>({
    title: saidSome(document, "title", readTitle),
    description: saidSome(document, "description", readProse),
    portalUrl: saidSome(document, "incidentWebUrl", readUrl),
    createdAt: saidSome(document, "createdDateTime", readTime),
  });

/** An alert that belongs to no incident is one itself, and lives as long as the alert does. */
const ownIncident = (said: AlertSaid, authority: string, document: ForeignRecord): IncomingIncident => {
  const alerts = keyAlerts([said]);
  return {
    externalId: `alert-${alerts[0]?.key ?? said.hash}`,
    authority,
    layers: said.alert.layers.map(({ version, facts }) => ({ version, facts: incidentFactsOf(facts, document) })),
    alerts,
  };
};

const incidentFactsOf = (alert: Partial<AlertFacts>, document: ForeignRecord): Partial<IncidentFacts> =>
  factsSaid<IncidentFacts>({
    title: alert.title,
    description: alert.description,
    severity: alert.severity,
    status: alert.status,
    assignedTo: alert.assignedTo,
    classification: alert.classification,
    determination: alert.determination,
    portalUrl: alert.url,
    tags: saidNames(document, ["customTags", "systemTags", "tags"]),
    createdAt: alert.createdAt,
    updatedAt: alert.updatedAt,
  });
