import type { IncidentFacts, IncomingIncident } from "../../incident.ts";
import { type ForeignRecord, factsSaid } from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { keyAlerts } from "../alert-keys.ts";
import { ownIds, readSentinelAlert } from "./alert.ts";

/** Reads a row of the table `SecurityAlert`, which belongs to no incident that it names. */
export const readLoneSentinelAlert = (document: ForeignRecord, context: NormaliseContext): IncomingIncident => {
  const alert = readSentinelAlert(document, { ids: ownIds, entities: [], knownAt: null }, context);
  const alerts = keyAlerts([alert]);
  return {
    externalId: `alert-${alerts[0]?.key ?? alert.hash}`,
    authority: `source:${context.sourceId}`,
    layers: alert.alert.layers.map(({ version, facts }) => ({
      version,
      facts: factsSaid<IncidentFacts>({
        title: facts.title,
        description: facts.description,
        severity: facts.severity,
        status: facts.status,
        portalUrl: facts.url,
        createdAt: facts.createdAt,
        updatedAt: facts.updatedAt,
      }),
    })),
    alerts,
  };
};
