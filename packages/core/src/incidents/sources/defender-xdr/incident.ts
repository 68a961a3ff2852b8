import { err, ok, type Result } from "../../../kernel/index.ts";
import type { IncomingIncident } from "../../incident.ts";
import { type ForeignRecord, firstOf, isNothing, own, readList, readName, readRecord, readText } from "../../read.ts";
import type { NormaliseContext, PayloadFault } from "../../source-kind.ts";
import { readIncident } from "../graph-security/incident.ts";
import { readLoneAlert } from "../graph-security/lone-alert.ts";
import { deviceOf } from "./device.ts";
import { entityOf } from "./entities.ts";
import { eachObject, type Names, renamed, withGraphWords } from "./rename.ts";

/*
 * Microsoft's older API and Graph are two doors to the same incidents. What comes in here is put into Graph's words and
 * then read as Graph's is, so that one incident has the same alerts, the same evidence and the same facts by either.
 */

const incidentNames: Names = {
  id: "incidentId",
  displayName: ["incidentName", "displayName"],
  description: "description",
  summary: "summary",
  severity: "severity",
  status: "status",
  assignedTo: "assignedTo",
  classification: "classification",
  determination: "determination",
  customTags: "tags",
  createdDateTime: ["createdTime", "createdDateTime"],
  lastUpdateDateTime: ["lastUpdateTime", "lastUpdatedTime", "lastUpdateDateTime"],
  redirectIncidentId: "redirectIncidentId",
  incidentWebUrl: ["incidentUri", "incidentWebUrl"],
  tenantId: ["tenantId", "aadTenantId"],
};

const alertNames: Names = {
  id: ["alertId", "id"],
  incidentId: "incidentId",
  tenantId: ["tenantId", "aadTenantId"],
  title: "title",
  description: "description",
  severity: "severity",
  status: "status",
  category: "category",
  mitreTechniques: "mitreTechniques",
  serviceSource: "serviceSource",
  detectionSource: "detectionSource",
  assignedTo: "assignedTo",
  classification: "classification",
  determination: "determination",
  recommendedActions: ["recommendedActions", "recommendedAction"],
  alertWebUrl: ["alertUri", "alertWebUrl"],
  incidentWebUrl: ["incidentUri", "incidentWebUrl"],
  createdDateTime: ["creationTime", "createdTime", "alertCreationTime"],
  lastUpdateDateTime: ["lastUpdatedTime", "lastUpdateTime"],
  firstActivityDateTime: ["firstActivity", "firstEventTime"],
  lastActivityDateTime: ["lastActivity", "lastEventTime"],
  resolvedDateTime: "resolvedTime",
};

/** Reads an incident of `api/incidents`. */
export const readDefenderIncident = (
  incident: ForeignRecord,
  context: NormaliseContext,
): Result<IncomingIncident, PayloadFault> => {
  const graphs = {
    ...withGraphWords(renamed(unassigned(incident), incidentNames)),
    ...linkOf(incident, context),
    ...(Object.hasOwn(incident, "alerts") && { alerts: eachObject(own(incident, "alerts"), graphAlertOf) }),
  };
  const read = readIncident(graphs, context);
  if (read.ok || read.problem.path !== "id") return read;
  return err({ ...read.problem, path: "incidentId" });
};

/** Reads an alert that came without the incident around it. */
export const readDefenderAlert = (
  alert: ForeignRecord,
  context: NormaliseContext,
): Result<IncomingIncident, PayloadFault> => ok(readLoneAlert(graphAlertOf(alert), context, linkOf(alert, context)));

/** An alert in Graph's words; its devices and entities are its evidence. */
export const graphAlertOf = (alert: ForeignRecord): ForeignRecord => ({
  ...withGraphWords(renamed(unassigned(alert), alertNames)),
  evidence: [
    ...readList(eachObject(own(alert, "devices"), deviceOf)),
    ...readList(eachObject(own(alert, "entities"), entityOf)),
    ...readList(eachObject(own(alert, "evidence"), entityOf)),
  ],
});

/** Some tools write the word where the API has null. */
const unassigned = (record: ForeignRecord): ForeignRecord =>
  readText(own(record, "assignedTo"))?.trim().toLowerCase() === "unassigned" ? { ...record, assignedTo: null } : record;

/** The page in Microsoft's portal of an incident, or of the one that an alert is of, for the many answers that leave it out. */
export const linkOf = (incident: ForeignRecord, context: NormaliseContext): ForeignRecord => {
  const id = readText(own(incident, "incidentId")) ?? "";
  const isSaid = ["incidentUri", "incidentWebUrl"].some((key) => !isNothing(own(incident, key)));
  if (isSaid || !/^\d+$/.test(id)) return {};
  const tenant = firstOf(
    readName(own(incident, "tenantId")),
    readName(own(incident, "aadTenantId")),
    readName(context.tenantId),
  );
  const query = tenant === null ? "" : `?tid=${encodeURIComponent(tenant)}`;
  return { incidentWebUrl: `https://security.microsoft.com/incidents/${id}${query}` };
};

/** Whether the document is an alert rather than an incident: it names an alert, and holds none. */
export const isLoneAlert = (document: ForeignRecord): boolean =>
  !isNothing(own(document, "alertId")) &&
  isNothing(own(document, "incidentName")) &&
  readRecord(own(document, "alerts")) === null &&
  !Array.isArray(own(document, "alerts"));
