import { z } from "zod";
import { err, ok, type Result } from "../../../kernel/index.ts";
import type { IncomingIncident } from "../../incident.ts";
import { type ForeignRecord, hasAny, isNothing, own, readRecord } from "../../read.ts";
import type { NormaliseContext, Normalised, PayloadFault, PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { graphSecurity } from "../graph-security/index.ts";
import { defenderXdrConnect } from "./connect.ts";
import { isLoneAlert, readDefenderAlert, readDefenderIncident } from "./incident.ts";
import { defenderPoll } from "./poll.ts";
import { alertOfRow, isOfAlerts, tableOf } from "./streamed.ts";

/** Microsoft Defender XDR's own API: incidents with their alerts, or one alert. Shares its incidents with Graph. */
export const defenderXdr: PlainKind = {
  kind: "defender-xdr",
  title: "Microsoft Defender XDR",
  description:
    "Incidents and alerts as api.security.microsoft.com lists them under /api/incidents, and alerts as it streams them.",
  settings: z.strictObject({}),
  connect: defenderXdrConnect,
  poll: defenderPoll,

  open: (body) => {
    const envelope = readRecord(body);
    if (envelope === null || namesItself(envelope)) return null;
    const entries = ["value", "incidents", "records"].map((key) => own(envelope, key)).find((list) => !isNothing(list));
    if (Array.isArray(entries)) return entries;
    return readRecord(entries) ? [entries] : null;
  },

  recognises: (document) =>
    hasAny(document, ["incidentName"]) ||
    tableOf(document) !== null ||
    (["alertId", "incidentId"].every((key) => hasAny(document, [key])) &&
      hasAny(document, ["entities", "devices", "detectorId", "serviceSource"])),

  takesToo: graphSecurity.recognises,

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    const table = tableOf(document.value);
    if (table !== null) return readRow(table, document.value, context);
    // Who moved on to Graph and kept the source sends the same incidents in Graph's words.
    if (isGraphs(document.value)) return graphSecurity.normalise(payload, context);
    const incident = readByShape(document.value, context);
    return incident.ok ? ok({ kind: "incident", incident: incident.value }) : incident;
  },
};

const readRow = (table: string, row: ForeignRecord, context: NormaliseContext): Result<Normalised, PayloadFault> => {
  if (!isOfAlerts(table)) {
    return ok({ kind: "ignored", externalId: null, reason: `It is a row of the table ${table}, and no alert` });
  }
  const alert = alertOfRow(row);
  if (isNothing(own(alert, "alertId"))) return err({ path: "properties.AlertId", problem: "is missing" });
  const incident = readDefenderAlert(alert, context);
  return incident.ok ? ok({ kind: "incident", incident: incident.value }) : incident;
};

const has = (record: ForeignRecord, keys: readonly string[]): boolean =>
  keys.some((key) => !isNothing(own(record, key)));

const isGraphs = (record: ForeignRecord): boolean => has(record, ["id"]) && !has(record, ["incidentName", "alertId"]);

const namesItself = (record: ForeignRecord): boolean => has(record, ["incidentId", "incidentName", "alertId"]);

const readByShape = (document: ForeignRecord, context: NormaliseContext): Result<IncomingIncident, PayloadFault> => {
  if (isLoneAlert(document)) return readDefenderAlert(document, context);
  if (namesItself(document)) return readDefenderIncident(document, context);
  return err({ path: "incidentId", problem: "is missing: this is neither an incident nor an alert of Defender XDR" });
};
