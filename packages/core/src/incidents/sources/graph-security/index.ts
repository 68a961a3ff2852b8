import { z } from "zod";
import { err, ok, type Result } from "../../../kernel/index.ts";
import type { IncomingIncident } from "../../incident.ts";
import { type ForeignRecord, hasAny, isNothing, own, readRecord, readText } from "../../read.ts";
import type { NormaliseContext, PayloadFault, PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { graphSecurityConnect } from "./connect.ts";
import { readIncident } from "./incident.ts";
import { readLoneAlert, readLoneLegacyAlert } from "./lone-alert.ts";
import { graphPoll } from "./poll.ts";

/** Microsoft Graph: incidents with or without their alerts, alerts of `alerts_v2`, and alerts of the first generation. */
export const graphSecurity: PlainKind = {
  kind: "graph-security",
  title: "Microsoft Graph security",
  description:
    "Incidents and alerts of Microsoft Defender XDR as /security/incidents and /security/alerts_v2 list them.",
  settings: z.strictObject({}),
  connect: graphSecurityConnect,
  poll: graphPoll,

  open: (body) => {
    const envelope = readRecord(body);
    if (envelope === null || !isNothing(own(envelope, "id"))) return null;
    const entries = own(envelope, "value");
    if (Array.isArray(entries)) return entries;
    return readRecord(entries) ? [entries] : null;
  },

  recognises: (document) =>
    /microsoft\.graph/i.test(readText(own(document, "@odata.type")) ?? "") ||
    (hasAny(document, ["createdDateTime", "lastUpdateDateTime", "eventDateTime"]) &&
      hasAny(document, ["displayName", "incidentWebUrl", "alertWebUrl", "providerAlertId", "vendorInformation"])),

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    const incident = readByShape(document.value, context);
    return incident.ok ? ok({ kind: "incident", incident: incident.value }) : incident;
  },
};

const readByShape = (document: ForeignRecord, context: NormaliseContext): Result<IncomingIncident, PayloadFault> => {
  switch (shapeOf(document)) {
    case "incident":
      return readIncident(document, context);
    case "alert":
      return ok(readLoneAlert(document, context));
    case "legacyAlert":
      return ok(readLoneLegacyAlert(document, context));
    case null:
      return err({
        path: "",
        problem: "is neither an incident (with id and displayName) nor an alert (with id and title) of Microsoft Graph",
      });
  }
};

type Shape = "incident" | "alert" | "legacyAlert";

/** Keys that only one of the three shapes has; `@odata.type` is missing from most lists. */
const marks = {
  legacyAlert: ["vendorInformation", "azureTenantId", "eventDateTime", "hostStates", "userStates"],
  incident: ["displayName", "redirectIncidentId", "alerts"],
  alert: ["title", "incidentId", "providerAlertId", "alertWebUrl", "evidence"],
} as const satisfies Record<Shape, readonly string[]>;

const shapeOf = (document: ForeignRecord): Shape | null => {
  const shape = declaredShape(document) ?? markedShape(document) ?? "incident";
  return namesItself(document) ? shape : null;
};

const declaredShape = (document: ForeignRecord): Shape | null => {
  const type = readText(own(document, "@odata.type"))?.toLowerCase() ?? "";
  if (type.endsWith(".incident")) return "incident";
  if (type.endsWith(".security.alert")) return "alert";
  return null;
};

const markedShape = (document: ForeignRecord): Shape | null => {
  const has = (shape: Shape) => marks[shape].some((key) => Object.hasOwn(document, key));
  if (has("legacyAlert")) return "legacyAlert";
  if (has("incident")) return "incident";
  return has("alert") ? "alert" : null;
};

const namesItself = (document: ForeignRecord): boolean =>
  ["id", "displayName", "title", "incidentId"].some((key) => !isNothing(own(document, key)));
