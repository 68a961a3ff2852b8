import { err, ok } from "../../../kernel/index.ts";
import { type ForeignRecord, hasAny, isNothing, own, ownAt, readRecord, readWord } from "../../read.ts";
import type { PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { settingsOf } from "../settings.ts";
import { suricataConnect } from "./connect.ts";
import { readSuricataAlert } from "./incident.ts";
import { suricataSettings } from "./settings.ts";
import { priorityOf } from "./severity.ts";

/** The lines of Suricata's EVE log (eve.json), of which those with an alert count. */
export const suricata: PlainKind = {
  kind: "suricata",
  title: "Suricata",
  description: "Lines of Suricata's EVE JSON log; its alerts are gathered by signature and machine.",
  settings: suricataSettings,
  connect: suricataConnect,

  open: (body) => {
    const hits = ownAt(readRecord(body), "hits.hits");
    return Array.isArray(hits) ? hits : null;
  },

  recognises: (document) => {
    const line = unwrapped(document);
    const isFlow = hasAny(line, ["src_ip", "flow_id", "dest_ip"]);
    return isFlow && (hasAny(line, ["event_type"]) || hasAny(line, ["alert.signature", "alert.signature_id"]));
  },

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    const line = unwrapped(document.value);
    const type = readWord(own(line, "event_type"));
    const alert = readRecord(own(line, "alert"));
    if (type !== null && type.toLowerCase() !== "alert") return ignored(`It is a line of type ${type}, and no alert`);
    if (alert === null || !namesRule(alert)) {
      return err({ path: "alert", problem: "is missing: this is no alert of Suricata's EVE log" });
    }
    const settings = settingsOf(suricataSettings, context.settings);
    const priority = priorityOf(alert);
    if (priority !== null && priority > settings.leastPriority) {
      return ignored(`Its priority, ${priority}, is after ${settings.leastPriority}, the last that this source takes`);
    }
    return ok({ kind: "incident", incident: readSuricataAlert(line, alert, settings, context) });
  },
};

const ignored = (reason: string) => ok({ kind: "ignored", externalId: null, reason } as const);

const namesRule = (alert: ForeignRecord): boolean =>
  ["signature", "signature_id"].some((key) => !isNothing(own(alert, key)));

/** Where those who hand lines on put them: a search engine's hits, and Filebeat with and without its module. */
const wraps = ["_source", "suricata.eve", "json", "eve"] as const;

/** The line itself. Filebeat's module takes the addresses and the time out of it; they are put back. */
const unwrapped = (document: ForeignRecord, depth = 0): ForeignRecord => {
  if (depth > 2 || readRecord(own(document, "alert")) || !isNothing(own(document, "event_type"))) return document;
  const inner = wraps.map((path) => readRecord(ownAt(document, path))).find((record) => record !== null);
  if (!inner) return document;
  return unwrapped({ ...moved(document), ...inner }, depth + 1);
};

const moved = (document: ForeignRecord): ForeignRecord =>
  Object.fromEntries(
    Object.entries({
      timestamp: "@timestamp",
      src_ip: "source.ip",
      src_port: "source.port",
      dest_ip: "destination.ip",
      dest_port: "destination.port",
      proto: "network.transport",
      host: "observer.name",
    }).flatMap(([name, path]) => {
      const value = ownAt(document, path);
      return value === undefined ? [] : [[name, value]];
    }),
  );
