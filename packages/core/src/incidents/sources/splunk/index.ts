import { err, ok } from "../../../kernel/index.ts";
import { hasAny, own, readRecord, readRecords, readText } from "../../read.ts";
import type { PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { settingsOf } from "../settings.ts";
import { readSplunkAlert } from "./alert.ts";
import { splunkConnect } from "./connect.ts";
import { readSearch } from "./search.ts";
import { splunkSettings } from "./settings.ts";

/** Splunk Enterprise and Splunk Cloud: results of searches as alert actions post them, and notable events of Enterprise Security. */
export const splunk: PlainKind = {
  kind: "splunk",
  title: "Splunk",
  description: "Results of scheduled and real-time searches, as an alert action posts them; notable events.",
  settings: splunkSettings,
  connect: splunkConnect,

  // An answer to a search holds all rows beside what it says of the run.
  open: (body) => {
    const envelope = readRecord(body);
    const results = own(envelope ?? {}, "results");
    if (envelope === null || !Array.isArray(results)) return null;
    const { results: _, ...run } = envelope;
    return Object.keys(run).some((key) => ["sid", "search_name"].includes(key))
      ? results.map((result) => (readRecords(result).length === 1 ? { ...run, result } : result))
      : results;
  },

  recognises: (document) =>
    (readRecords(own(document, "result")).length > 0 && hasAny(document, ["sid", "search_name", "results_link"])) ||
    /@@notable@@/.test(readText(own(document, "event_id")) ?? "") ||
    (hasAny(document, ["search_name"]) && hasAny(document, ["event_hash", "orig_sid", "_cd", "rule_title"])),

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    const search = readSearch(document.value);
    if (search === null) return err({ path: "search_name", problem: "is missing: this is no result of Splunk" });
    const settings = settingsOf(splunkSettings, context.settings);
    return ok({ kind: "incident", incident: readSplunkAlert(search, settings, context) });
  },
};
