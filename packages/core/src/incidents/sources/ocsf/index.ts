import { err, ok } from "../../../kernel/index.ts";
import {
  type ForeignRecord,
  hasAny,
  isNothing,
  own,
  ownAt,
  readId,
  readName,
  readRecord,
  readText,
} from "../../read.ts";
import type { PlainKind } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { settingsOf } from "../settings.ts";
import { ocsfConnect } from "./connect.ts";
import { readFinding } from "./finding.ts";
import { classOf } from "./finding-facts.ts";
import { ocsfSettings } from "./settings.ts";

/** Findings in the Open Cybersecurity Schema Framework, versions 1.0 to 1.6, whoever sends them. */
export const ocsf: PlainKind = {
  kind: "ocsf",
  title: "OCSF findings",
  description:
    "Findings in the Open Cybersecurity Schema Framework: Prowler, Amazon Security Lake, Zscaler and others.",
  settings: ocsfSettings,
  connect: ocsfConnect,

  open: (body) => {
    const envelope = readRecord(body);
    if (envelope === null || speaksOcsf(envelope)) return null;
    const lists = ["hits.hits", "events", "findings", "Records"].map((path) => ownAt(envelope, path));
    return lists.find((list): list is unknown[] => Array.isArray(list)) ?? null;
  },

  recognises: (document) => {
    const event = unwrapped(document);
    return (
      speaksOcsf(event) &&
      hasAny(event, ["metadata", "severity_id", "category_uid", "activity_id"]) &&
      hasAny(event, ["class_uid", "class_name", "type_uid", "finding_info"])
    );
  },

  normalise: (payload, context) => {
    const document = readDocument(payload);
    if (!document.ok) return document;
    const event = unwrapped(document.value);
    if (!speaksOcsf(event)) return err({ path: "class_uid", problem: "is missing: this is no event in OCSF" });
    const settings = settingsOf(ocsfSettings, context.settings);
    const externalId = readId(ownAt(event, "finding_info.uid"), context.digest);
    const reason = whyIgnored(event, settings.classes);
    if (reason !== null) return ok({ kind: "ignored", externalId, reason });
    return ok({ kind: "incident", incident: readFinding(event, settings, context) });
  },
};

const findingObjects = ["finding_info", "finding", "finding_info_list"] as const;

const speaksOcsf = (record: ForeignRecord): boolean =>
  ["class_uid", "class_name", "type_uid", ...findingObjects].some((key) => !isNothing(own(record, key)));

/** The event itself, where a hit of a search engine or an event bus wraps it. */
const unwrapped = (document: ForeignRecord): ForeignRecord => {
  if (speaksOcsf(document)) return document;
  const inner = ["_source", "ocsf", "event", "detail", "data"].map((key) => readRecord(own(document, key)));
  return inner.find((record) => record !== null && speaksOcsf(record)) ?? document;
};

const whyIgnored = (event: ForeignRecord, classes: readonly number[]): string | null => {
  const uid = classOf(event);
  if (classes.length > 0 && !classes.includes(Number(uid))) {
    return `This source does not take class ${uid === "" ? "unknown" : uid}`;
  }
  if (!isFinding(event, uid) && own(event, "is_alert") !== true) {
    const name = readName(own(event, "class_name")) ?? `class ${uid}`;
    return `It is an event (${name}), and no finding`;
  }
  return hasPassed(event) ? "The check has passed: nothing was found" : null;
};

/** Classes of the category Findings have numbers from 2000; extensions put theirs before. */
const isFinding = (event: ForeignRecord, uid: string): boolean => {
  if (uid !== "") return Math.floor(Number(uid) / 1000) % 100 === 2;
  return readText(own(event, "category_uid")) === "2" || findingObjects.some((key) => !isNothing(own(event, key)));
};

/** A scanner's check that found nothing is sent like one that did, only this tells: Prowler even calls it *New*. */
const hasPassed = (event: ForeignRecord): boolean =>
  isPass(own(event, "status_code")) ||
  isPass(ownAt(event, "compliance.status")) ||
  readText(ownAt(event, "compliance.status_id"))?.trim() === "1";

const isPass = (value: unknown): boolean => /^(?:pass|passed|compliant)$/i.test(readName(value) ?? "");
