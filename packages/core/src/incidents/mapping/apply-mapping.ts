import { err, ok, type Result } from "../../kernel/index.ts";
import { readText } from "../read.ts";
import type { PayloadFault } from "../source-kind.ts";
import type { EvidenceFields, FieldMapping, FieldSource } from "./field-mapping.ts";
import { isTranslated, pathsIn, readSource } from "./field-source.ts";
import { type Place, parsePath, valuesAt, valuesMax } from "./path.ts";

/** Fields that hold several values; of the others the first that is found counts. */
const lists: ReadonlySet<string> = new Set(["categories", "tags", "category", "techniques"]);

/** Fields of which the sender's own word is kept beside ours. */
const kept: ReadonlySet<string> = new Set(["severity", "status"]);

type Fields = Readonly<Record<string, FieldSource | undefined>>;
type Written = Record<string, unknown>;

/** Writes a sender's document in Tocsin's own shape. A mapping says what is read; nothing of the document runs. */
export const applyMapping = (document: unknown, mapping: FieldMapping): Result<Written, PayloadFault> => {
  const place: Place = { root: document, here: document };
  const incident = fieldsOf(mapping.incident, place);
  if (incident["title"] === undefined) {
    const paths = pathsIn(mapping.incident.title).join(", ");
    return err({ path: paths, problem: "holds nothing: the mapping takes an incident’s title from there" });
  }
  const alerts = mapping.alerts === undefined ? [] : alertsOf(mapping.alerts, place);
  return ok({ ...incident, alerts: alerts.length > 0 ? alerts : [oneAlertOf(incident, mapping, place)] });
};

/** What documents must agree in to be gathered; null where the mapping gathers none. */
export const gatheringKeyOf = (document: unknown, { gather }: FieldMapping): readonly string[] | null => {
  if (gather === undefined) return null;
  const place: Place = { root: document, here: document };
  return gather.by.map((source) => readSource(source, place).map(textOf).join(","));
};

const wordOf = (value: unknown): unknown => (isTranslated(value) ? value.value : value);

const textOf = (value: unknown): string => readText(wordOf(value)) ?? "";

const fieldsOf = (fields: Fields, place: Place): Written => {
  const written: Written = {};
  for (const [name, source] of Object.entries(fields)) {
    if (source === undefined) continue;
    const values = readSource(source, place);
    if (values.length === 0) continue;
    const ours = kept.has(name) ? values : values.map(wordOf);
    written[name] = lists.has(name) ? ours.flat() : ours[0];
  }
  return written;
};

const alertsOf = ({ each, fields, evidence }: NonNullable<FieldMapping["alerts"]>, place: Place): readonly Written[] =>
  entriesAt(each, place).map((here) => {
    const at: Place = { root: place.root, here };
    return { ...fieldsOf(fields, at), evidence: evidenceAt(evidence, at) };
  });

/** A document that lists no alerts is one itself. */
const oneAlertOf = (incident: Written, { alert = {}, evidence }: FieldMapping, place: Place): Written => {
  const { categories, tags: _, url, ...same } = incident;
  return {
    ...same,
    ...(categories === undefined ? {} : { category: categories }),
    ...(url === undefined ? {} : { url }),
    ...fieldsOf(alert, place),
    evidence: evidenceAt(evidence, place),
  };
};

const entriesAt = (path: string, place: Place): readonly unknown[] => {
  const parsed = parsePath(path);
  const found = parsed.ok ? valuesAt(place, parsed.value) : [];
  return found.flat().slice(0, valuesMax);
};

const evidenceAt = (mapped: readonly EvidenceFields[], place: Place): readonly Written[] =>
  mapped.flatMap(({ type, each, name, ...more }) => {
    const places = each === undefined ? [place] : entriesAt(each, place).map((here) => ({ root: place.root, here }));
    return places.flatMap((at) => {
      const names = readSource(name, at).flat();
      return names.map((one) => ({ type, name: textOf(one), ...fieldsOf(more, at) }));
    });
  });
