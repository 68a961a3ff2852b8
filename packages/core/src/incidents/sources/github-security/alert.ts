import type { AlertFacts, IncidentFacts, IncomingIncident } from "../../incident.ts";
import {
  type ForeignRecord,
  factsSaid,
  firstOf,
  own,
  ownAt,
  readId,
  readList,
  readName,
  readNames,
  readProse,
  readRecords,
  readTime,
  readTitle,
  readUrl,
  said,
  shortKey,
} from "../../read.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { keyAlerts } from "../alert-keys.ts";
import { contentHash, versionOf } from "../document.ts";
import { layEvidence } from "../evidence-said.ts";
import { groupingOf, keyOfParts } from "../settings.ts";
import type { GithubAlert } from "./document.ts";
import { readGithubEvidence, repositoryOf } from "./evidence.ts";
import type { GithubSecuritySettings } from "./settings.ts";
import { closingTimes, readClassification, severityOf, statusOf } from "./vocabulary.ts";

/** Reads one alert or advisory: an incident of its own, unless the source gathers alerts. */
export const readGithubAlert = (
  github: GithubAlert,
  settings: GithubSecuritySettings,
  context: NormaliseContext,
): IncomingIncident => {
  const { alert } = github;
  const hash = contentHash([alert, github.location, github.action], context.digest);
  const version = versionOf(hash, writtenAt(github));
  const facts = factsOf(github, settings);
  const id = idOf(github, hash, context);
  const evidence = layEvidence(readGithubEvidence(github, context.digest), version);
  const isGathered = settings.gatherBy !== "alert" && github.type !== "advisory";
  const { title, description, severity, status, assignedTo, classification, determination, createdAt, updatedAt, url } =
    facts;
  const tags = tagsOf(github);
  const ofIncident = isGathered
    ? { title, tags, updatedAt, portalUrl: listOf(github) }
    : {
        title,
        description,
        severity,
        status,
        assignedTo,
        classification,
        determination,
        createdAt,
        updatedAt,
        portalUrl: url,
        tags,
      };
  return {
    externalId: isGathered ? groupKeyOf(github, settings, context) : id,
    authority: `source:${context.sourceId}`,
    ...(isGathered && { grouping: groupingOf(settings) }),
    layers: [{ version, facts: factsSaid<IncidentFacts>(ofIncident) }],
    alerts: keyAlerts([{ id, hash, alert: { layers: [{ version, facts }], evidence } }]),
  };
};

/**
 * When the alert was last written. The message that it was created is its first word and, where it has no time of
 * change, gives way to whatever else is said of it.
 */
const writtenAt = (github: GithubAlert): number | null =>
  github.action === "created" && readTime(own(github.alert, "updated_at")) === null ? null : latestTimeIn(github);

const latestTimeIn = ({ alert }: GithubAlert): number | null => {
  const keys = ["updated_at", ...closingTimes, "created_at", "published_at"];
  return Math.max(...keys.map((key) => readTime(own(alert, key)) ?? 0)) || null;
};

const factsOf = (github: GithubAlert, { secretSeverity }: GithubSecuritySettings): Partial<AlertFacts> => {
  const { alert, action, type } = github;
  const status = statusOf(alert, action);
  const reason = said(alert, ["dismissed_reason", "dismiss_reason", "resolution"], readName);
  const classified = reason === undefined ? undefined : (readClassification(reason)?.value ?? null);
  const createdAt = said(alert, ["created_at", "published_at"], readTime);
  const updatedAt = readTime(own(alert, "updated_at")) ?? latestTimeIn(github) ?? undefined;
  const closedAt = said(alert, closingTimes, readTime);
  return factsSaid<AlertFacts>({
    title: titleOf(github),
    description: descriptionOf(alert),
    severity: severityOf(alert) ?? (type === "secret-scanning" ? { value: secretSeverity, foreign: null } : undefined),
    status,
    categories: categoriesOf(github),
    serviceSource: services[type],
    detectionSource:
      firstOf(readName(ownAt(alert, "tool.name")), readName(own(alert, "secret_type_display_name"))) ?? undefined,
    assignedTo: assigneeOf(alert),
    classification: classified === "unknown" ? null : classified,
    determination: reason,
    recommendedActions: adviceOf(alert),
    url: linkOf(github),
    createdAt,
    updatedAt,
    firstActivityAt: createdAt,
    lastActivityAt: updatedAt,
    resolvedAt: status?.value === "resolved" ? closedAt : status && null,
  });
};

const services = {
  "code-scanning": "GitHub code scanning",
  "secret-scanning": "GitHub secret scanning",
  dependabot: "GitHub Dependabot",
  advisory: "GitHub security advisories",
} as const;

const titleOf = ({ alert, type }: GithubAlert): string => {
  const first = (...paths: readonly string[]) => firstOf(...paths.map((path) => readTitle(ownAt(alert, path))));
  if (type === "secret-scanning") {
    const kind = first("secret_type_display_name", "secret_type");
    return readTitle(kind === null ? "Secret found" : `Secret found: ${kind}`) ?? "Secret found";
  }
  const title = first(
    "rule.description",
    "rule.name",
    "rule.id",
    "security_advisory.summary",
    "summary",
    "most_recent_instance.message.text",
  );
  if (title !== null) return title;
  const packageName = first("dependency.package.name", "security_vulnerability.package.name", "affected_package_name");
  if (packageName !== null) return `Vulnerable dependency: ${packageName}`;
  return first("security_advisory.ghsa_id", "ghsa_id") ?? "Alert without a title";
};

const descriptionOf = (alert: ForeignRecord): string | null | undefined => {
  const paths = [
    "rule.full_description",
    "most_recent_instance.message.text",
    "security_advisory.description",
    "description",
    "dismissed_comment",
    "resolution_comment",
  ];
  const texts = paths.map((path) => ownAt(alert, path)).filter((value) => value !== undefined);
  return texts.length === 0 ? undefined : readProse([...new Set(texts)]);
};

/** What is at stake, and the weaknesses that it is of (`CWE-89`). */
const categoriesOf = ({ alert, type }: GithubAlert): readonly string[] => {
  const tagged = readNames(ownAt(alert, "rule.tags")).flatMap((tag) => /\bcwe[-/](\d+)$/i.exec(tag)?.[1] ?? []);
  const named = ["security_advisory.cwes", "cwes"].flatMap((path) =>
    readRecords(ownAt(alert, path)).map((cwe) => readName(own(cwe, "cwe_id"))),
  );
  const weaknesses = [...tagged.map((number) => `CWE-${Number(number)}`), ...named].filter(
    (name) => name !== "CWE-0000",
  );
  return readNames([type === "secret-scanning" ? "Exposed secret" : "Vulnerability", ...weaknesses]);
};

/** Topics and visibility of the repository; what kind of package it is, and whether it is used where the product runs. */
const tagsOf = ({ alert, repository }: GithubAlert): readonly string[] | undefined => {
  const tags = readNames([
    ...readList(own(repository, "topics")),
    own(repository, "visibility"),
    ownAt(alert, "dependency.package.ecosystem"),
    ownAt(alert, "dependency.scope"),
    own(alert, "publicly_leaked") === true ? "publicly leaked" : null,
    own(alert, "push_protection_bypassed") === true ? "push protection bypassed" : null,
    ["active", "inactive"].includes(String(own(alert, "validity")))
      ? `secret is ${String(own(alert, "validity"))}`
      : null,
  ]);
  return tags.length === 0 ? undefined : tags;
};

const assigneeOf = (alert: ForeignRecord): string | null | undefined => {
  const held = ["assignees", "assigned_to"].some((key) => own(alert, key) !== undefined);
  const names = ["assignees", "assigned_to"].flatMap((key) =>
    readRecords(own(alert, key)).map((one) => own(one, "login")),
  );
  return held ? (readName(names[0]) ?? null) : undefined;
};

const adviceOf = (alert: ForeignRecord): string | null | undefined => {
  const help = said(alert, "rule.help", readProse);
  const patched = [
    "security_vulnerability.first_patched_version.identifier",
    "security_vulnerability.first_patched_version",
    "fixed_in",
  ]
    .map((path) => readName(ownAt(alert, path)))
    .find((version) => version !== null);
  const name = firstOf(
    readName(ownAt(alert, "dependency.package.name")),
    readName(ownAt(alert, "security_vulnerability.package.name")),
    readName(own(alert, "affected_package_name")),
  );
  if (typeof help === "string" || !patched || name === null) return help;
  return `Update ${name} to ${patched} or later.`;
};

/** The alert's page; one that gives none has a page by its number, and an advisory by its id. */
const linkOf = (github: GithubAlert): string | null | undefined => {
  const { alert, type } = github;
  const url = said(alert, "html_url", readUrl);
  if (typeof url === "string") return url;
  if (type === "advisory") {
    const ghsa = readName(own(alert, "ghsa_id")) ?? "";
    return /^GHSA(?:-\w{4}){3}$/i.test(ghsa) ? `https://github.com/advisories/${ghsa}` : url;
  }
  const list = listOf(github);
  const number = readName(own(alert, "number")) ?? "";
  return list !== undefined && /^\d+$/.test(number) ? `${list}/${number}` : said(alert, "external_reference", readUrl);
};

/** The repository's own list of such alerts. */
const listOf = ({ repository, type }: GithubAlert): string | undefined => {
  const url = readUrl(own(repository, "html_url"));
  return url === null ? undefined : `${url}/security/${type}`;
};

/** Numbers count up by repository and kind of alert, so that both are part of the id. */
const idOf = (github: GithubAlert, hash: string, { digest }: NormaliseContext): string => {
  const { alert, type } = github;
  const links = [own(alert, "html_url"), own(alert, "url")].map((link) => /\/(\d+)$/.exec(readName(link) ?? "")?.[1]);
  const number = firstOf(readId(own(alert, "number"), digest), ...links);
  const advisory = type === "advisory" ? readId(own(alert, "ghsa_id"), digest) : null;
  const name = advisory ?? number ?? readId(own(alert, "id"), digest) ?? hash.slice(0, 32);
  return shortKey(keyOf(github, [type, name]), digest);
};

/** What gathers alerts, where they are. */
const groupKeyOf = (
  github: GithubAlert,
  { gatherBy }: GithubSecuritySettings,
  { digest }: NormaliseContext,
): string => {
  const { alert, type } = github;
  const rules = ["rule.id", "rule.name", "secret_type", "dependency.package.name", "affected_package_name"];
  const rule = firstOf(...rules.map((path) => readName(ownAt(alert, path)))) ?? titleOf(github);
  return shortKey(keyOf(github, gatherBy === "rule" ? [type, rule] : []), digest);
};

/** The repository's name keeps its slash, as people write it. */
const keyOf = (github: GithubAlert, parts: readonly string[]): string => {
  const repository = repositoryOf(github);
  return [...(repository === null ? [] : [repository]), ...(parts.length === 0 ? [] : [keyOfParts(parts)])].join("/");
};
