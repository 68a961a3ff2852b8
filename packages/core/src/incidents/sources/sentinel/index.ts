import { z } from "zod";
import { err, ok } from "../../../kernel/index.ts";
import { type ForeignRecord, hasAny, isNothing, own, readRecord, readText } from "../../read.ts";
import type { PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { alertFields } from "./alert.ts";
import { sentinelConnect } from "./connect.ts";
import { folded } from "./folded.ts";
import { readSentinelIncident } from "./incident.ts";
import { readLoneSentinelAlert } from "./lone-alert.ts";

/** Microsoft Sentinel: incidents by its API, by automation rules and playbooks, and rows of its table of alerts. */
export const sentinel: PlainKind = {
  kind: "sentinel",
  title: "Microsoft Sentinel",
  description:
    "Incidents as the API, automation rules and playbooks of Microsoft Sentinel send them, and security alerts.",
  settings: z.strictObject({}),
  connect: sentinelConnect,

  open: (body) => {
    const envelope = readRecord(body);
    if (envelope === null || ["id", "properties", "object", "title"].some((key) => Object.hasOwn(envelope, key)))
      return null;
    const entries = ["value", "incidents"].map((key) => own(envelope, key)).find((list) => !isNothing(list));
    if (Array.isArray(entries)) return entries;
    return readRecord(entries) ? [entries] : null;
  },

  recognises: (document) => {
    const inner = unwrapped(document);
    const name = `${readText(own(inner, "id")) ?? ""} ${readText(own(inner, "type")) ?? ""}`;
    const body = readRecord(own(document, "body")) ?? document;
    return (
      /Microsoft\.SecurityInsights/i.test(name) ||
      hasAny(body, ["objectSchemaType"]) ||
      hasAny(inner, ["SystemAlertId", "AlertDisplayName", "properties.incidentNumber"]) ||
      (hasAny(inner, ["IncidentNumber"]) && hasAny(inner, ["IncidentName", "AlertIds", "ProviderName"])) ||
      (["incidentId", "title", "entities"].every((key) => hasAny(inner, [key])) && !hasAny(inner, ["alertId"]))
    );
  },

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    const inner = unwrapped(document.value);
    if (isAlert(inner)) return ok({ kind: "incident", incident: readLoneSentinelAlert(inner, context) });
    const fields = { ...folded(inner), ...folded(readRecord(own(inner, "properties"))) };
    if (["title", "incidenttitle", "id", "incidentnumber"].every((key) => isNothing(own(fields, key)))) {
      return err({ path: "properties.title", problem: "is missing: this is no incident of Sentinel" });
    }
    const incident = readSentinelIncident(inner, context);
    return incident.ok ? ok({ kind: "incident", incident: incident.value }) : incident;
  },
};

/** A playbook's trigger puts the incident under `object`; one that hands the trigger on whole, under `body` as well. */
const unwrapped = (document: ForeignRecord): ForeignRecord => {
  const body = readRecord(own(document, "body")) ?? document;
  return readRecord(own(body, "object")) ?? body;
};

const isAlert = (document: ForeignRecord): boolean => {
  const fields = alertFields(document);
  return (
    !isNothing(own(fields, "systemalertid")) ||
    (!isNothing(own(fields, "alertdisplayname")) && isNothing(own(fields, "incidentnumber")))
  );
};
