import type { Instant } from "../../../kernel/index.ts";
import { type ForeignRecord, firstOf, isNothing, own, readRecord, readText, readTime, readTitle } from "../../read.ts";

/** One row of a search's results, and the search that found it. */
export interface SplunkSearch {
  /** The payload of the alert action; the row itself where that came alone. */
  readonly payload: ForeignRecord;
  readonly result: ForeignRecord;
  /** Null for an ad-hoc search, which has none. */
  readonly name: string | null;
  /** What tells the search from others: its name, else what the id of its run holds of it. */
  readonly key: string | null;
  /** When the run began that found it; null where its id does not say. */
  readonly ranAt: Instant | null;
}

/** What only Splunk's payloads have. */
const ofPayload = ["search_name", "sid", "results_link", "results_file"];
const ofRow = ["_raw", "_time", "_indextime", "event_id", "rule_name", "rule_title", "splunk_server", "sourcetype"];

/** The search and its row: what the alert action posts, a line of an export, or a row alone. Null where nothing of it is Splunk's. */
export const readSearch = (document: ForeignRecord): SplunkSearch | null => {
  const has = (key: string) => !isNothing(own(document, key));
  const inner = readRecord(own(document, "result"));
  if (inner === null && ![...ofPayload, ...ofRow].some(has)) return null;
  const result = inner ?? (ofRow.some(has) ? document : {});
  if (inner !== null && Object.keys(inner).length === 0 && !ofPayload.some(has)) return null;
  const run = runOf(readText(own(document, "sid")) ?? "");
  const name = firstOf(readTitle(own(document, "search_name")), readTitle(own(result, "search_name")), run.name);
  return { payload: document, result, name, key: name ?? run.key, ranAt: run.at };
};

/**
 * The id of a scheduled run holds who owns the search, its app and name, and when the run began
 * (`scheduler__admin__search__Failed logons_at_1772439660_42`). A name with unusual characters stands there as a digest.
 */
const runOf = (
  sid: string,
): { readonly name: string | null; readonly key: string | null; readonly at: Instant | null } => {
  const text = sid.slice(0, 1_000);
  const cut = text.lastIndexOf("_at_");
  const at = cut < 0 ? null : readTime(/^\d{9,13}/.exec(text.slice(cut + 4))?.[0]);
  const [scheduler, , , ...rest] = text.slice(0, Math.max(cut, 0)).split("__");
  const key = rest.join("__");
  if (at === null || key === "" || !/^(?:rt_)?scheduler$/.test(scheduler ?? "")) return { name: null, key: null, at };
  return { name: /^RMD5[\da-f]+$/i.test(key) ? null : readTitle(key), key, at };
};
