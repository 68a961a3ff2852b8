import { type ForeignRecord, isNothing, own, readRecord, readRecords, readWord } from "../../read.ts";
import { foldedFields } from "../folded-fields.ts";

/** A detection or incident of Falcon, by folded names: the stream, exports and the API spell them differently. */
export interface FalconDocument {
  readonly fields: ForeignRecord;
  /** What the older generation lists under a detection, and a lead under its own: what the sensor saw. */
  readonly behaviors: readonly ForeignRecord[];
  /** The machines of an incident. */
  readonly hosts: readonly ForeignRecord[];
  /** What kind of event it says that it is; null where it says none. */
  readonly type: string | null;
}

/** The event inside its stream's envelope, with the envelope's time; the object of the API; a workflow's own fields. */
export const readFalconDocument = (document: ForeignRecord): FalconDocument => {
  const event = readRecord(own(document, "event")) ?? readRecord(own(document, "data")) ?? document;
  const metadata = foldedFields(readRecord(own(document, "metadata")), 0);
  const fields = { ...metadata, ...foldedFields(withoutPrefixes(event), 2) };
  return {
    fields,
    behaviors: listsIn(fields, ["behaviors", "threatgraphindicators"]),
    hosts: listsIn(fields, ["hosts", "threatgraphindicators"]),
    type: typeOf(fields),
  };
};

const listsIn = (fields: ForeignRecord, names: readonly string[]): readonly ForeignRecord[] =>
  names
    .flatMap((name) => readRecords(own(fields, name)))
    .slice(0, 200)
    .map((entry) => foldedFields(entry, 1));

/** A workflow's webhook puts before each field where it has it from: `detections.severity`, `devices.hostname`. */
const withoutPrefixes = (event: ForeignRecord): ForeignRecord =>
  Object.fromEntries(
    Object.entries(event).map(([key, value]) => [
      key.replace(/^(?:detections?|alerts?|incidents?)\./i, "").replace(/^devices\./i, "device."),
      value,
    ]),
  );

/** An export says it twice, of which `Event_ExternalApiEvent` is only the wrapping. */
const typeOf = (fields: ForeignRecord): string | null => {
  const words = ["externalapitype", "eventtype", "eventsimplename"].flatMap((key) => readWord(own(fields, key)) ?? []);
  return words.map((word) => word.replace(/^Event_/, "")).find((word) => word !== "ExternalApiEvent") ?? null;
};

const idNames = [
  "compositeid",
  "detectionid",
  "detectid",
  "incidentid",
  "identityprotectionincidentid",
  "leadid",
  "notificationid",
] as const;

/** Names of a detection's id, best first; `id` and `alertid` are those of a part of it where there is a composite one. */
export const idFields: readonly string[] = [...idNames, "alertid", "id"];

const telling = [...idNames, "severity", "severityname", "detectname", "displayname", "name", "finescore"];

/** Whether anything in it is what a detection or incident has. */
export const hasDetection = ({ fields, behaviors }: FalconDocument): boolean =>
  behaviors.length > 0 || telling.some((key) => !isNothing(own(fields, key)));

const detections = /detection|incident|identityprotection|customerioc|automatedlead|reconnotification|^cspmio[am]/i;

/** Why an event is none of which anybody must hear; null for a detection, and for whatever says no type. */
export const whyNoDetection = ({ type }: FalconDocument): string | null =>
  type === null || (detections.test(type) && !/audit/i.test(type)) || /^(?:ldt|ods|mobile|idp|xdr)/i.test(type)
    ? null
    : `An event of type ${type} is no detection`;
