import type { AlertFacts, IncidentFacts, IncomingIncident } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  own,
  ownAt,
  readId,
  readName,
  readNames,
  readProse,
  readRecords,
  readTime,
  readTitle,
  readUrl,
  said,
  saidSome,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { keyAlerts } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { attributesIn, readIndicators } from "./indicators.ts";
import type { MispSettings } from "./settings.ts";
import { tacticsOf, tagsIn, techniquesOf } from "./tags.ts";
import { readAnalysis, readThreatLevel } from "./vocabulary.ts";

/** Reads one event: an incident with one alert, whose evidence are the event's attributes. */
export const readMispEvent = (
  event: ForeignRecord,
  settings: MispSettings,
  context: NormaliseContext,
): IncomingIncident => {
  const hash = contentHash(event, context.digest);
  const updatedAt = saidSome(event, "timestamp", readTime);
  const publishedAt = saidSome(event, "publish_timestamp", readTime);
  // Publishing leaves `timestamp` as it is, and comes after what it publishes.
  const version = versionOf(hash, Math.max(updatedAt ?? 0, publishedAt ?? 0));
  const common = {
    title: readTitle(own(event, "info")) ?? "Event without a title",
    description: descriptionOf(event),
    severity: saidSome(event, ["threat_level_id", "ThreatLevel.name"], readThreatLevel),
    status: saidSome(event, "analysis", readAnalysis),
    createdAt: said(event, "date", readTime),
    updatedAt,
  };
  const url = linkOf(event, settings);
  const facts = factsSaid<AlertFacts>({
    ...common,
    categories: categoriesOf(event),
    techniques: techniquesOf(event),
    serviceSource: "misp",
    detectionSource: readName(ownAt(event, "Orgc.name")) ?? readName(ownAt(event, "Org.name")) ?? undefined,
    url,
  });
  const id = readId(own(event, "uuid"), context.digest) ?? readId(own(event, "id"), context.digest);
  const evidence = layEvidence(readIndicators(event, context.digest), version);
  return {
    externalId: id ?? hash,
    authority: `source:${context.sourceId}`,
    layers: [{ version, facts: factsSaid<IncidentFacts>({ ...common, portalUrl: url, tags: tagsIn(event) }) }],
    alerts: keyAlerts([{ id, hash, alert: { layers: [{ version, facts }], evidence } }]),
  };
};

/** Reports that were written about the event, and the comments and texts among its attributes. */
const descriptionOf = (event: ForeignRecord): string | undefined => {
  const reports = readRecords(own(event, "EventReport")).map((report) => own(report, "content"));
  const texts = attributesIn(event)
    .filter((attribute) => ["comment", "text"].includes(readName(own(attribute, "type")) ?? ""))
    .map((attribute) => own(attribute, "value"));
  return readProse([...reports, ...texts]) ?? undefined;
};

/** The categories of its attributes (*Payload delivery*), and the tactics of ATT&CK. */
const categoriesOf = (event: ForeignRecord): readonly string[] | undefined => {
  const names = readNames([...tacticsOf(event), ...attributesIn(event).map((attribute) => own(attribute, "category"))]);
  return names.length === 0 ? undefined : names;
};

const linkOf = (event: ForeignRecord, { url }: MispSettings): string | undefined => {
  const id = readName(own(event, "uuid")) ?? readName(own(event, "id"));
  if (url === null || id === null) return undefined;
  return readUrl(`${url.replace(/\/+$/, "")}/events/view/${encodeURIComponent(id.toWellFormed())}`) ?? undefined;
};
