import { err, type Instant, ok, type Result } from "../../../kernel/index.ts";
import type { IncidentFacts, IncomingIncident, Mapped, Status } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  firstOf,
  isNothing,
  own,
  readId,
  readName,
  readNames,
  readProse,
  readRecord,
  readTime,
  readTitle,
  readUrl,
  readWord,
  said,
  saidSome,
} from "../../read.ts";
import type { NormaliseContext, PayloadFault } from "../../source-kind.ts";
import { type AlertSaid, keyAlerts } from "../alert-keys.ts";
import { graphWord } from "../defender-xdr/rename.ts";
import { contentHash, readObjects, versionOf } from "../document.ts";
import { type EvidenceSaid, layEvidence } from "../evidence-said.ts";
import { authorityOf } from "../graph-security/authority.ts";
import { readMicrosoftSeverity, readMicrosoftStatus } from "../graph-security/vocabulary.ts";
import { ownIds, readSentinelAlert, xdrIds } from "./alert.ts";
import { readEntities } from "./entities.ts";
import { folded, listOrText, words } from "./folded.ts";

/** Reads an incident: the resource, or the flat body that a playbook made of it. */
export const readSentinelIncident = (
  document: ForeignRecord,
  context: NormaliseContext,
): Result<IncomingIncident, PayloadFault> => {
  const fields = { ...folded(document), ...folded(readRecord(own(document, "properties"))) };
  const identity = identityOf(fields, context);
  if (identity === null) return err({ path: "id", problem: "is missing: an incident has an id, or at least a number" });
  const list = readObjects(fields, "alerts");
  if (!list.ok) return list;
  const updatedAt = said(fields, ["lastmodifiedtimeutc", "lastmodifiedtime", "lastupdatetime"], readTime);
  const entities = readEntities(own(fields, "relatedentities") ?? own(fields, "entities"), context.digest);
  const place = { ids: identity.isXdr ? xdrIds : ownIds, entities, knownAt: updatedAt ?? null };
  const facts = factsOfIncident(fields, identity.isXdr, updatedAt);
  const alerts = list.value.map((alert) => readSentinelAlert(alert, place, context));
  return ok({
    externalId: identity.externalId,
    authority: identity.authority,
    layers: [{ version: versionOf(contentHash(withoutAlerts(document), context.digest), updatedAt), facts }],
    alerts: keyAlerts(alerts.length > 0 ? alerts : standIn(facts, entities, updatedAt ?? null, context)),
  });
};

/** What the resource says of itself, in whatever order its alerts come. */
const withoutAlerts = (document: ForeignRecord): ForeignRecord => {
  const properties = readRecord(own(document, "properties"));
  const { alerts: _, etag: __, ...rest } = document;
  if (properties === null) return rest;
  const { alerts: ___, ...said_ } = properties;
  return { ...rest, properties: said_ };
};

interface Identity {
  readonly externalId: string;
  readonly authority: string;
  readonly isXdr: boolean;
}

/** An incident that Defender XDR reported to Sentinel is Defender's; any other is the resource that it is. */
const identityOf = (fields: ForeignRecord, context: NormaliseContext): Identity | null => {
  const read = (key: string) => readId(own(fields, key), context.digest);
  const provider = readWord(own(fields, "providername"))?.toLowerCase() ?? "";
  const theirs = read("providerincidentid");
  if (["microsoft xdr", "microsoft 365 defender"].includes(provider) && theirs !== null) {
    // What a row of the table calls its tenant is the workspace, and the resource names none.
    return { externalId: theirs, authority: authorityOf(null, context), isXdr: true };
  }
  // Azure writes the same resource's id in other letters here and there.
  const resource = read("id") ?? read("incidentarmid");
  const externalId =
    resource?.toLowerCase() ?? firstOf(read("incidentid"), read("incidentnumber"), read("incidentname"), read("name"));
  return externalId === null ? null : { externalId, authority: `source:${context.sourceId}`, isXdr: false };
};

const factsOfIncident = (
  fields: ForeignRecord,
  isXdr: boolean,
  updatedAt: Instant | null | undefined,
): Partial<IncidentFacts> =>
  factsSaid<IncidentFacts>({
    title: saidSome(fields, ["title", "incidenttitle", "displayname"], readTitle),
    description: said(fields, ["description", "incidentdescription"], readProse),
    severity: saidSome(fields, ["severity", "incidentseverity"], readMicrosoftSeverity),
    status: saidSome(fields, ["status", "incidentstatus"], isXdr ? readXdrStatus : readMicrosoftStatus),
    assignedTo: said(fields, "owner", readOwner),
    classification: said(fields, "classification", isXdr ? readXdrClassification : readGraphWord),
    // Defender XDR has determinations of its own, which Sentinel does not hand on.
    determination: isXdr ? undefined : said(fields, "classificationreason", readGraphWord),
    portalUrl: said(fields, ["incidenturl", "url"], readUrl),
    tags: Object.hasOwn(fields, "labels") ? tagsOf(own(fields, "labels")) : undefined,
    categories: tacticsOf(fields),
    createdAt: said(fields, ["createdtimeutc", "createdtime"], readTime),
    updatedAt,
  });

/** What Defender XDR calls active is new to Sentinel, and what it has in progress is active there. */
const readXdrStatus = (value: unknown): Mapped<Status> | null => {
  const status = readMicrosoftStatus(value);
  return status?.foreign?.toLowerCase() === "active" ? { ...status, value: "inProgress" } : status;
};

const readGraphWord = (value: unknown): string | null => readWord(graphWord(value));

const readXdrClassification = (value: unknown): string | null => {
  const word = readGraphWord(value);
  if (word === "benignPositive") return "informationalExpectedActivity";
  return word === "undetermined" ? "unknown" : word;
};

const readOwner = (value: unknown): string | null => {
  const [owner = null] = listOrText(value).map(readRecord);
  if (owner === null) return readName(value);
  return firstOf(...["userprincipalname", "email", "assignedto"].map((key) => readName(own(folded(owner), key))));
};

const tagsOf = (labels: unknown): readonly string[] =>
  readNames(
    listOrText(labels).map((label) => (readRecord(label) ? own(folded(readRecord(label)), "labelname") : label)),
  );

const tacticsOf = (fields: ForeignRecord): readonly string[] | undefined => {
  const [additional = null] = listOrText(own(fields, "additionaldata")).map(readRecord);
  const tactics = own(folded(additional), "tactics") ?? own(fields, "tactics");
  return isNothing(tactics) ? undefined : readNames(words(tactics));
};

/** Evidence stands under alerts; where the body tells of entities and no alert, one stands for the incident. */
const standIn = (
  facts: Partial<IncidentFacts>,
  entities: readonly EvidenceSaid[],
  updatedAt: Instant | null,
  { digest }: NormaliseContext,
): readonly AlertSaid[] => {
  if (entities.length === 0) return [];
  const { title, severity } = facts;
  const hash = contentHash({ title: title ?? null, severity: severity ?? null }, digest);
  const version = versionOf(hash, updatedAt);
  const said_ = { ...(title !== undefined && { title }), ...(severity !== undefined && { severity }) };
  return [
    { id: "entities", hash, alert: { layers: [{ version, facts: said_ }], evidence: layEvidence(entities, version) } },
  ];
};
