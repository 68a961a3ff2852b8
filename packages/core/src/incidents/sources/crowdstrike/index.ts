import { err, ok } from "../../../kernel/index.ts";
import { hasAny, own, readRecord } from "../../read.ts";
import type { PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { settingsOf } from "../settings.ts";
import { crowdstrikeConnect } from "./connect.ts";
import { readDetection } from "./detection.ts";
import { hasDetection, readFalconDocument, whyNoDetection } from "./document.ts";
import { crowdstrikeSettings } from "./settings.ts";

/** CrowdStrike Falcon: detections and incidents, of the event stream, of exports, of the API and of workflows. */
export const crowdstrike: PlainKind = {
  kind: "crowdstrike",
  title: "CrowdStrike Falcon",
  description: "Detections and incidents of Falcon: event stream, alerts API, exports, and Fusion workflows.",
  settings: crowdstrikeSettings,
  connect: crowdstrikeConnect,

  open: (body) => {
    const resources = own(readRecord(body) ?? {}, "resources");
    return Array.isArray(resources) ? resources : null;
  },

  recognises: (document) => {
    const inner = ["event", "data"].map((key) => readRecord(own(document, key)));
    return (
      (hasAny(document, ["metadata.eventType"]) && inner[0] !== null) ||
      [document, ...inner].some((one) => one !== null && hasAny(one, marks))
    );
  },

  normalise: (payload, context) => {
    const body = readDocument(payload);
    if (!body.ok) return body;
    const document = readFalconDocument(body.value);
    const reason = whyNoDetection(document);
    if (reason !== null) return ok({ kind: "ignored", externalId: null, reason });
    if (!hasDetection(document)) {
      return err({ path: "composite_id", problem: "is missing: this is no detection of CrowdStrike" });
    }
    const settings = settingsOf(crowdstrikeSettings, context.settings);
    return ok({ kind: "incident", incident: readDetection(document, settings, context) });
  },
};

/** Names that only Falcon has, in the spellings of its stream, its exports and its API. */
const marks = [
  "CompositeId",
  "composite_id",
  "DetectId",
  "detection_id",
  "FalconHostLink",
  "falcon_host_link",
  "AgentIdString",
  "fine_score",
];
