import type { Digest } from "../../../kernel/index.ts";
import { type ForeignRecord, isNothing, own, ownAt, readId, readRecord, readRecords, readText } from "../../read.ts";
import { foldedFields } from "../folded-fields.ts";
import { valueAt } from "../wazuh/fields.ts";
import { ecsNames } from "./template.ts";

/** An alert in the words of Kibana's alert documents, whoever wrote it down. */
export interface ElasticDocument {
  readonly alert: ForeignRecord;
  /** The index's own id of the document. */
  readonly hitId: string | null;
}

/** What a search hit, an element of an action's `context.alerts` or the body of somebody's template says, as one document. */
export const readElasticDocument = (document: ForeignRecord, digest: Digest): ElasticDocument => {
  const inner = ["_source", "fields"].map((key) => readRecord(own(document, key))).find((found) => found !== null);
  const alert = isAlert(document) ? document : (inner ?? document);
  const hitId = readId(own(document, "_id"), digest);
  return { alert: withTerms(isAlert(alert) ? alert : translated(alert)), hitId };
};

/** What an action says once for all of its alerts, by the name that each alert would have it under. */
const ofAction: Readonly<Record<string, readonly string[]>> = {
  "kibana.alert.url": ["results_link", "context.results_link"],
  "@timestamp": ["date", "context.date"],
};

/** An alert of an action's list, with what the body says beside the list where the alert itself does not. */
export const withAction = (entry: unknown, envelope: ForeignRecord): unknown => {
  const alert = readRecord(entry);
  if (alert === null) return entry;
  const said = Object.entries(ofAction).flatMap(([name, paths]) => {
    const value = paths.map((path) => ownAt(envelope, path)).find((found) => readText(found) !== null);
    return value === undefined || !isNothing(valueAt(alert, name)) ? [] : [[name, value] as const];
  });
  return said.length === 0 ? alert : { ...alert, ...Object.fromEntries(said) };
};

/** What the documents of alerts have, in Kibana 8 and later and before, and nothing else has. */
const marks = [
  "kibana.alert.rule.name",
  "kibana.alert.rule.uuid",
  "kibana.alert.uuid",
  "kibana.alert.reason",
  "signal.rule",
];

const isAlert = (document: ForeignRecord): boolean => marks.some((path) => !isNothing(valueAt(document, path)));

/** Whether a document is one of Kibana's alerts, as a hit or by itself, or a body that says where it comes from. */
export const looksElastic = (document: ForeignRecord): boolean => {
  const inner = ["_source", "fields"].map((key) => readRecord(own(document, key)));
  return (
    [document, ...inner].some((one) => one !== null && isAlert(one)) ||
    /^(?:elastic|kibana)\b/i.test(readText(own(document, "source")) ?? "") ||
    !isNothing(own(document, "kibana_url"))
  );
};

/** A body that somebody wrote, its fields put under the names that the documents have; what it says in those stands. */
const translated = (body: ForeignRecord): ForeignRecord => {
  // Kibana's own old name of the rule, which folding would take for the alert's.
  const rule = own(body, "alertId");
  const { alertId: _, ...rest } = body;
  const fields = foldedFields(rest);
  const renamed = Object.entries(ecsNames).flatMap(([name, aliases]) => {
    const alias = aliases.find((one) => isValue(own(fields, one)));
    return alias === undefined ? [] : [[name, own(fields, alias)] as const];
  });
  return { ...(isNothing(rule) ? {} : { "kibana.alert.rule.uuid": rule }), ...Object.fromEntries(renamed), ...rest };
};

const isValue = (value: unknown): boolean =>
  !isNothing(value) &&
  (Array.isArray(value) ? value.some((entry) => readText(entry) !== null) : readRecord(value) === null);

/** A threshold rule names in a list the fields that it counted by, and has them nowhere else. */
const withTerms = (alert: ForeignRecord): ForeignRecord => {
  const terms = ["kibana.alert.threshold_result.terms", "signal.threshold_result.terms"]
    .flatMap((path) => readRecords(valueAt(alert, path)))
    .slice(0, 20)
    .flatMap((term) => {
      const field = readText(own(term, "field"));
      return field === null || valueAt(alert, field) !== undefined ? [] : [[field, own(term, "value")] as const];
    });
  return terms.length === 0 ? alert : { ...alert, ...Object.fromEntries(terms) };
};
