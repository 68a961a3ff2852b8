import { type ForeignRecord, own, readList, readNames, readRecord, readRecords, readTechniques } from "../../read.ts";
import { valueAt } from "../wazuh/fields.ts";

/** Where the event, and where the rule, says how it stands in MITRE ATT&CK. */
const threatPaths = ["threat", "kibana.alert.rule.threat", "kibana.alert.rule.parameters.threat", "signal.rule.threat"];

/** The tactics, by name; undefined where none is said. */
export const tacticsOf = (alert: ForeignRecord): readonly string[] | undefined => {
  const named = threatsOf(alert).flatMap((threat) => idsIn(own(threat, "tactic"), "name"));
  const names = readNames([...named, ...readList(valueAt(alert, "threat.tactic.name"))]);
  return names.length === 0 ? undefined : names;
};

/** The techniques and the subtechniques, by id. */
export const techniquesOf = (alert: ForeignRecord): readonly string[] | undefined => {
  const ids = threatsOf(alert).flatMap((threat) => techniquesIn(own(threat, "technique")));
  const flat = ["threat.technique.id", "threat.technique.subtechnique.id"].flatMap((path) =>
    readList(valueAt(alert, path)),
  );
  const all = readTechniques([...ids, ...flat]);
  return all.length === 0 ? undefined : all;
};

const threatsOf = (alert: ForeignRecord): readonly ForeignRecord[] =>
  threatPaths.flatMap((path) => readRecords(valueAt(alert, path))).slice(0, 100);

const techniquesIn = (value: unknown): readonly unknown[] => [
  ...idsIn(value, "id"),
  ...readRecords(value).flatMap((technique) => idsIn(own(technique, "subtechnique"), "id")),
];

/** A list of objects, as rules have it, or one object of lists, as events do. */
const idsIn = (value: unknown, key: string): readonly unknown[] =>
  readList(value).flatMap((entry) => readList(own(readRecord(entry), key)));
