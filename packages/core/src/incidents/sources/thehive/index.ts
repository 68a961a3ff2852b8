import { err, ok } from "../../../kernel/index.ts";
import { hasAny } from "../../read.ts";
import type { PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { settingsOf } from "../settings.ts";
import { thehiveConnect } from "./connect.ts";
import { readHive } from "./document.ts";
import { readHiveIncident } from "./incident.ts";
import { thehiveSettings } from "./settings.ts";

/** TheHive 3, 4 and 5: cases and alerts, with their observables, as webhooks and the API tell of them. */
export const thehive: PlainKind = {
  kind: "thehive",
  title: "TheHive",
  description: "Cases and alerts of TheHive, with their observables, from webhooks or from the API.",
  settings: thehiveSettings,
  connect: thehiveConnect,

  // A webhook tells of one change, and the API answers with a list or an object.
  open: () => null,

  recognises: (document) =>
    (hasAny(document, ["objectType"]) && hasAny(document, ["operation", "action", "objectId"])) ||
    (hasAny(document, ["_type"]) &&
      hasAny(document, ["_createdBy", "createdBy", "_id"]) &&
      hasAny(document, ["title"])) ||
    (hasAny(document, ["sourceRef"]) && hasAny(document, ["type", "source"])) ||
    (hasAny(document, ["caseId", "number"]) && hasAny(document, ["tlp", "pap"])),

  normalise: (payload, context) => {
    const body = readDocument(payload);
    if (!body.ok) return body;
    const reading = readHive(body.value);
    if (reading.is === "nothing")
      return err({ path: "title", problem: "is missing: this is no case or alert of TheHive" });
    if (reading.is === "other") return ok({ kind: "ignored", externalId: null, reason: reading.why });
    const settings = settingsOf(thehiveSettings, context.settings);
    return ok({ kind: "incident", incident: readHiveIncident(reading.document, settings, context) });
  },
};
