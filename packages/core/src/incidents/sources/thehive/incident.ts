import type { Instant } from "../../../kernel/index.ts";
import type { AlertFacts, IncidentFacts, IncomingIncident } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  own,
  readId,
  readList,
  readName,
  readNames,
  readProse,
  readTechniques,
  readText,
  readTime,
  readTitle,
  readUrl,
  readWord,
  said,
  saidSome,
  shortKey,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { firstAt, someOf } from "../named-evidence.ts";
import { keyOfParts } from "../settings.ts";
import type { HiveDocument } from "./document.ts";
import { readObservable } from "./observable.ts";
import type { ThehiveSettings } from "./settings.ts";
import { readHiveSeverity, readHiveStatus } from "./vocabulary.ts";

/** Reads a case or an alert, which is an incident with one alert: itself. Evidence stands under alerts. */
export const readHiveIncident = (
  { kind, fields, observables }: HiveDocument,
  settings: ThehiveSettings,
  context: NormaliseContext,
): IncomingIncident => {
  const { digest } = context;
  const { observables: _, artifacts: __, ...content } = fields;
  const hash = contentHash(content, digest);
  const id = firstAt(fields, ["id"], (value) => readId(value, digest));
  const externalId = id ?? referenceOf(fields, context) ?? hash;
  const updatedAt = latestOf(fields);
  const version = versionOf(hash, updatedAt);
  const facts = factsOfIncident(kind, fields, updatedAt, digest);
  const url = linkTo(kind, id, settings);
  const evidence = observables.flatMap((observable) =>
    layEvidence(readObservable(observable, digest), versionOf(contentHash(observable, digest), latestOf(observable))),
  );
  const redirectTo = targetOf(kind, fields, context);
  return {
    externalId,
    authority: `source:${context.sourceId}`,
    layers: [
      {
        version,
        facts: {
          ...facts,
          ...(url !== null && { portalUrl: url }),
          ...(redirectTo !== undefined && { redirectTo }),
          ...(redirectTo && { status: { value: "redirected", foreign: facts.status?.foreign ?? null } }),
        },
      },
    ],
    alerts: [
      {
        key: externalId,
        layers: [{ version, facts: factsOfAlert(kind, fields, facts, url) }],
        evidence: joined(evidence),
      },
    ],
  };
};

/** Two observables of one name are one piece of evidence, of which the later one knows more. */
const joined = (evidence: IncomingIncident["alerts"][number]["evidence"]) => [
  ...new Map(
    evidence
      .toSorted((a, b) => (a.layers[0]?.version.at ?? 0) - (b.layers[0]?.version.at ?? 0))
      .map((piece) => [`${piece.type} ${piece.key}`, piece] as const),
  ).values(),
];

/** What an alert is called before TheHive has numbered it; TheHive itself lets no two be alike in these. */
const referenceOf = (fields: ForeignRecord, { digest }: NormaliseContext): string | null => {
  const reference = firstAt(fields, ["sourceref"], (value) => readId(value, digest));
  if (reference === undefined) return null;
  return shortKey(keyOfParts([readText(own(fields, "source")) ?? "", reference]), digest);
};

const latestOf = (fields: ForeignRecord): Instant | undefined =>
  Math.max(0, ...["createdat", "updatedat"].flatMap((key) => readTime(own(fields, key)) ?? [])) || undefined;

const factsOfIncident = (
  kind: HiveDocument["kind"],
  fields: ForeignRecord,
  updatedAt: Instant | undefined,
  digest: NormaliseContext["digest"],
): Partial<IncidentFacts> =>
  factsSaid<IncidentFacts>({
    title: saidSome(fields, "title", readTitle),
    description: said(fields, "description", readProse),
    severity: saidSome(fields, "severity", readHiveSeverity),
    status: readHiveStatus(fields),
    assignedTo: said(fields, ["assignee", "owner"], (value) =>
      readId(value, digest) === null ? null : readName(value),
    ),
    classification: classificationOf(fields),
    determination: said(fields, "impactstatus", readWord),
    tags: Object.hasOwn(fields, "tags") ? readNames(own(fields, "tags")) : undefined,
    categories: kind === "alert" ? typeOf(fields) : undefined,
    createdAt: saidSome(fields, "createdat", readTime),
    updatedAt,
  });

/** The word of TheHive 3 and 4; in 5 it is the status of what is closed. */
const classificationOf = (fields: ForeignRecord): string | null | undefined => {
  const word = said(fields, "resolutionstatus", readWord);
  if (word !== undefined) return word;
  const isClosed = readWord(own(fields, "stage"))?.toLowerCase() === "closed";
  return isClosed ? saidSome(fields, "status", readWord) : undefined;
};

const typeOf = (fields: ForeignRecord): readonly string[] | undefined => someOf(readNames(own(fields, "type")));

const factsOfAlert = (
  kind: HiveDocument["kind"],
  fields: ForeignRecord,
  facts: Partial<IncidentFacts>,
  url: string | null,
): Partial<AlertFacts> => {
  const { title, description, severity, status, assignedTo, classification, determination, createdAt, updatedAt } =
    facts;
  const techniques = readTechniques(readList(own(fields, "tags"))).filter((id) => /^T\d{4}/.test(id));
  return factsSaid<AlertFacts>({
    title,
    description,
    severity,
    status,
    assignedTo,
    classification,
    determination,
    categories: facts.categories,
    techniques: someOf(techniques),
    serviceSource: "thehive",
    detectionSource: kind === "alert" ? said(fields, "source", readName) : undefined,
    url: saidSome(fields, "externallink", readUrl) ?? url ?? undefined,
    createdAt,
    updatedAt,
    firstActivityAt: saidSome(fields, ["date", "startdate"], readTime),
    resolvedAt: saidSome(fields, ["closeddate", "enddate"], readTime),
  });
};

/** Where it went: an alert into a case, and a case into the one that it was merged into. */
const targetOf = (
  kind: HiveDocument["kind"],
  fields: ForeignRecord,
  { digest }: NormaliseContext,
): string | null | undefined => {
  if (kind === "case") return firstAt(fields, ["mergeinto"], (value) => readId(value, digest));
  const stage = firstAt(fields, ["stage", "status"], readWord)?.toLowerCase();
  if (stage === undefined) return undefined;
  return stage === "imported" ? firstAt(fields, ["caseid", "case"], (value) => readId(value, digest)) : null;
};

const linkTo = (kind: HiveDocument["kind"], id: string | undefined, { address }: ThehiveSettings): string | null =>
  address === null || id === undefined
    ? null
    : readUrl(`${address.replace(/\/+$/, "")}/${kind}s/${encodeURIComponent(id.toWellFormed())}/details`);
