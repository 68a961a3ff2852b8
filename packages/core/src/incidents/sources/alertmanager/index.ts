import { err, ok } from "../../../kernel/index.ts";
import { type ForeignRecord, hasAny, isNothing, own, readRecord, readRecords } from "../../read.ts";
import type { PayloadFault, PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { settingsOf } from "../settings.ts";
import { alertmanagerConnect } from "./connect.ts";
import { readGroup } from "./group.ts";
import { alertmanagerSettings } from "./settings.ts";

/** The webhooks of Prometheus Alertmanager (version 4, and 3 of old) and of Grafana's alerting, which are alike. */
export const alertmanager: PlainKind = {
  kind: "alertmanager",
  title: "Prometheus Alertmanager, Grafana alerting",
  description:
    "Groups of alerts as the webhook receiver of Alertmanager and the webhook contact point of Grafana post them.",
  settings: alertmanagerSettings,
  connect: alertmanagerConnect,

  // A notification is one document, alerts and all: what its list holds are alerts of one incident.
  open: () => null,

  recognises: (document) => {
    const [alert] = readRecords(own(document, "alerts"));
    const isLabelled = readRecord(own(alert ?? null, "labels")) !== null;
    const isOne =
      readRecord(own(document, "labels")) !== null && hasAny(document, ["startsAt", "fingerprint", "generatorURL"]);
    return isLabelled || isOne || (hasAny(document, ["groupKey"]) && Object.hasOwn(document, "receiver"));
  },

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    const group = groupOf(document.value);
    if (group === null) return err(faultOf(document.value));
    const incident = readGroup(group, settingsOf(alertmanagerSettings, context.settings), context);
    return incident.ok ? ok({ kind: "incident", incident: incident.value }) : incident;
  },
};

/** The notification; an alert by itself, as Alertmanager's own API lists it, is a group of one. */
const groupOf = (document: ForeignRecord): ForeignRecord | null => {
  if (["alerts", "groupKey"].some((key) => !isNothing(own(document, key)))) return document;
  return readRecord(own(document, "labels")) ? { alerts: [document] } : null;
};

const faultOf = (document: ForeignRecord): PayloadFault =>
  Object.hasOwn(document, "ruleId") || Object.hasOwn(document, "ruleName")
    ? { path: "alerts", problem: "is missing: Grafana's legacy alerting says no times; use its unified alerting" }
    : { path: "alerts", problem: "is missing: this is no notification of Alertmanager or Grafana" };
