import { type ForeignRecord, isNothing, own, readRecord, readRecords, readWord } from "../../read.ts";
import { foldedFields } from "../folded-fields.ts";

/** A case or an alert, its fields by folded names: versions spell them with and without an underscore. */
export interface HiveDocument {
  readonly kind: "case" | "alert";
  readonly fields: ForeignRecord;
  /** Those that the document tells of, which need not be all. */
  readonly observables: readonly ForeignRecord[];
}

/** What a document is: a case or an alert; something else of TheHive's, and why nobody hears of it; or nothing of TheHive's. */
export type HiveReading =
  | { readonly is: "document"; readonly document: HiveDocument }
  | { readonly is: "other"; readonly why: string }
  | { readonly is: "nothing" };

/** Reads a webhook's audit entry of TheHive 3, 4 or 5, or the object that its API has. */
export const readHive = (body: ForeignRecord): HiveReading => {
  const type = readWord(own(body, "objectType"))?.toLowerCase() ?? null;
  if (type === null) return ofObject(body);
  const operation = readWord(own(body, "operation") ?? own(body, "action"))?.toLowerCase() ?? "";
  if (operation.startsWith("delet"))
    return { is: "other", why: "It was deleted in TheHive: there is nothing to tell of it" };
  const object = readRecord(own(body, "object"));
  if (type === "case" || type === "alert") return ofAudit(type, object, body);
  if (!observableTypes.has(type)) return { is: "other", why: `A change of type ${type} is none of a case or an alert` };
  return ofObservable(object ?? readRecord(own(body, "details")), body);
};

const observableTypes: ReadonlySet<string> = new Set(["observable", "case_artifact", "alert_artifact", "artifact"]);

/** The object as it is after the change; where that is missing, what was changed of it. */
const ofAudit = (kind: "case" | "alert", object: ForeignRecord | null, body: ForeignRecord): HiveReading => {
  const changed = readRecord(own(body, "details"));
  const whole = object ?? { ...changed, _id: own(body, "objectId") };
  const fields = fieldsOf(whole);
  // Without the object only the entry itself says when that was.
  const at =
    object === null && isNothing(own(fields, "updatedat")) ? (own(body, "_createdAt") ?? own(body, "startDate")) : null;
  const said = at === null || at === undefined ? fields : { ...fields, updatedat: at };
  return isEmpty(said) ? { is: "nothing" } : documentOf(kind, said);
};

/** An observable is evidence of the case or alert in which it is. */
const ofObservable = (observable: ForeignRecord | null, body: ForeignRecord): HiveReading => {
  const parents = [own(body, "context"), own(observable ?? {}, "case"), own(observable ?? {}, "alert")].map(readRecord);
  for (const parent of parents) {
    const fields = fieldsOf(parent);
    const kind = kindOf(fields);
    if (observable && kind !== null && !isEmpty(fields)) return documentOf(kind, fields, [foldedFields(observable, 1)]);
  }
  return { is: "other", why: "An observable that does not say of which case or alert it is" };
};

const ofObject = (body: ForeignRecord): HiveReading => {
  const fields = fieldsOf(body);
  const kind = kindOf(fields);
  if (kind !== null) return isEmpty(fields) ? { is: "nothing" } : documentOf(kind, fields);
  const type = readWord(own(body, "_type"));
  return type === null ? { is: "nothing" } : { is: "other", why: `A ${type.toLowerCase()} is no case and no alert` };
};

/** Kept under a name that folding makes of nothing else: `type` is what an alert's sender calls it. */
const documentType = "_type";

const fieldsOf = (object: ForeignRecord | null): ForeignRecord => {
  const { [documentType]: type, ...rest } = object ?? {};
  return { ...foldedFields(rest, 0), [documentType]: type };
};

const kindOf = (fields: ForeignRecord): HiveDocument["kind"] | null => {
  const type = readWord(own(fields, documentType))?.toLowerCase();
  if (!isNothing(own(fields, "sourceref"))) return "alert";
  if (type === "alert" || type === "case") return type;
  const isCase = ["caseid", "number", "owner", "assignee", "startdate"].some((key) => !isNothing(own(fields, key)));
  return isCase && !isNothing(own(fields, "title")) ? "case" : null;
};

const isEmpty = (fields: ForeignRecord): boolean =>
  ["id", "title", "sourceref"].every((key) => isNothing(own(fields, key)));

const documentOf = (
  kind: HiveDocument["kind"],
  fields: ForeignRecord,
  observables: readonly ForeignRecord[] = ["observables", "artifacts"].flatMap((key) =>
    readRecords(own(fields, key)).map((one) => foldedFields(one, 1)),
  ),
): HiveReading => ({ is: "document", document: { kind, fields, observables: observables.slice(0, 5_000) } });
