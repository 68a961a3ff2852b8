import { ok } from "../../../kernel/index.ts";
import { hasAny, own, readRecord, readText, readWord } from "../../read.ts";
import type { PlainKind } from "../../source-kind.ts";
import { settingsOf } from "../settings.ts";
import { gcpSccConnect } from "./connect.ts";
import { readSccFinding } from "./finding.ts";
import { readNotification } from "./message.ts";
import { gcpSccSettings } from "./settings.ts";

/** Google Cloud's Security Command Center: findings as its notifications bring them through Pub/Sub, and as its API lists them. */
export const gcpScc: PlainKind = {
  kind: "gcp-scc",
  title: "Google Security Command Center",
  description: "Findings of Security Command Center, from its notifications through Pub/Sub or from its API.",
  settings: gcpSccSettings,
  connect: gcpSccConnect,

  open: (body) => {
    const envelope = readRecord(body);
    const lists = ["listFindingsResults", "receivedMessages", "findings"].map((key) => own(envelope, key));
    return lists.find((list): list is unknown[] => Array.isArray(list)) ?? null;
  },

  recognises: (document) => {
    const notification = readNotification(document);
    if (!notification.ok) return false;
    const { finding } = notification.value;
    const isNamed = /\/sources\/[^/]+\/|^(?:organizations|folders|projects)\//.test(
      readText(own(finding, "name")) ?? "",
    );
    return (
      hasAny(finding, ["category"]) && (isNamed || finding !== document || hasAny(finding, ["resourceName", "parent"]))
    );
  },

  normalise: (payload, context) => {
    const notification = readNotification(payload);
    if (!notification.ok) return notification;
    if (readWord(own(notification.value.finding, "mute"))?.toUpperCase() === "MUTED") {
      return ok({ kind: "ignored", externalId: null, reason: "It is muted in Security Command Center" });
    }
    const settings = settingsOf(gcpSccSettings, context.settings);
    return ok({ kind: "incident", incident: readSccFinding(notification.value, settings, context) });
  },
};
