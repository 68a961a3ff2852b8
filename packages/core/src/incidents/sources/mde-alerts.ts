import { z } from "zod";
import { err, ok } from "../../kernel/index.ts";
import { type ForeignRecord, hasAny, isNothing, own, readList, readRecord } from "../read.ts";
import type { PlainKind } from "../source-kind.ts";
import { deviceOf } from "./defender-xdr/device.ts";
import { entityOf } from "./defender-xdr/entities.ts";
import { graphAlertOf, linkOf } from "./defender-xdr/incident.ts";
import { readDocument } from "./document.ts";
import { readLoneAlert } from "./graph-security/lone-alert.ts";
import { mdeAlertsConnect } from "./mde-alerts.connect.ts";

/** Microsoft Defender for Endpoint's own API: single alerts, each of an incident that other doors may tell of too. */
export const mdeAlerts: PlainKind = {
  kind: "mde-alerts",
  title: "Microsoft Defender for Endpoint alerts",
  description: "Alerts as api.security.microsoft.com lists them under /api/alerts.",
  settings: z.strictObject({}),
  connect: mdeAlertsConnect,

  open: (body) => {
    const envelope = readRecord(body);
    if (envelope === null || namesItself(envelope)) return null;
    const entries = ["value", "alerts", "alert"].map((key) => own(envelope, key)).find((list) => !isNothing(list));
    if (Array.isArray(entries)) return entries;
    return readRecord(entries) ? [entries] : null;
  },

  recognises: (document) =>
    hasAny(document, ["alertCreationTime", "computerDnsName", "machineId"]) &&
    hasAny(document, ["id", "alertId", "title"]),

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    if (!namesItself(document.value)) {
      return err({ path: "id", problem: "is missing: this is no alert of Defender for Endpoint" });
    }
    return ok({
      kind: "incident",
      incident: readLoneAlert(graphsAlert(document.value), context, linkOf(document.value, context)),
    });
  },
};

const namesItself = (record: ForeignRecord): boolean =>
  ["id", "alertId", "title"].some((key) => !isNothing(own(record, key)));

/** The alert in Graph's words; its device and user stand in fields of its own, beside the evidence. */
const graphsAlert = (alert: ForeignRecord): ForeignRecord => {
  const user = readRecord(own(alert, "relatedUser"));
  const graphs = graphAlertOf(alert);
  return {
    // The API has no other alerts than these, and so does not say it.
    serviceSource: "microsoftDefenderForEndpoint",
    ...graphs,
    evidence: [
      ...(hasDevice(alert) ? [deviceOf(alert)] : []),
      ...(user ? [entityOf({ ...user, entityType: "User" })] : []),
      ...readList(own(graphs, "evidence")),
    ],
  };
};

const hasDevice = (alert: ForeignRecord): boolean =>
  ["computerDnsName", "machineId"].some((key) => !isNothing(own(alert, key)));
