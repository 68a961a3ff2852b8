import type { EvidenceType } from "../incident.ts";
import { readTime, readUrl } from "../read.ts";
import { foldedName } from "../sources/folded-fields.ts";
import type { FieldMapping } from "./field-mapping.ts";
import type { FoundField } from "./paths-in.ts";

/** Names by which senders often call a field of ours, the likeliest first; folded to small letters and digits. */
const names = {
  title: [
    "title",
    "alertname",
    "rulename",
    "ruledescription",
    "signature",
    "subject",
    "headline",
    "summary",
    "message",
    "name",
    "description",
  ],
  description: ["description", "details", "reason", "message", "body", "text", "summary"],
  externalId: [
    "incidentid",
    "alertid",
    "eventid",
    "externalid",
    "findingid",
    "uuid",
    "guid",
    "uid",
    "id",
    "key",
    "fingerprint",
  ],
  severity: ["severity", "severityname", "level", "priority", "criticality", "urgency", "risk", "riskscore"],
  status: ["status", "state", "workflowstatus"],
  createdAt: [
    "createdat",
    "createdtime",
    "createddatetime",
    "created",
    "timestamp",
    "eventtime",
    "time",
    "date",
    "detectedat",
  ],
  updatedAt: ["updatedat", "lastupdatetime", "lastupdatedatetime", "updated", "modified", "lastmodified", "timestamp"],
  url: ["url", "link", "weburl", "htmlurl", "incidenturl", "alerturl", "href"],
  assignedTo: ["assignedto", "owner", "assignee"],
} as const;

const evidenceNames: readonly (readonly [EvidenceType, readonly string[]])[] = [
  [
    "device",
    [
      "host",
      "hostname",
      "devicename",
      "device",
      "computer",
      "computername",
      "agentname",
      "machine",
      "endpoint",
      "server",
    ],
  ],
  ["user", ["user", "username", "account", "accountname", "userprincipalname", "upn", "srcuser", "dstuser"]],
  ["ip", ["ip", "ipaddress", "srcip", "sourceip", "dstip", "destip", "destinationip", "clientip", "remoteip"]],
  ["file", ["file", "filename", "filepath", "path"]],
  ["process", ["process", "processname", "commandline"]],
];

type Named = keyof typeof names;

/** A first draft of a mapping, from the names of a document's fields. Nobody has to keep any of it. */
export const suggestMapping = (fields: readonly FoundField[]): FieldMapping => {
  const single = fields.filter(({ path }) => !path.includes("[]"));
  const of = (field: Named, fits: (field: FoundField) => boolean = () => true) => likeliest(single, names[field], fits);
  const isTime = ({ example }: FoundField) => readTime(example) !== null;
  const title = of("title") ?? single[0]?.path ?? "title";
  const incident = {
    title,
    ...some("externalId", of("externalId")),
    ...some(
      "description",
      of("description", ({ path }) => path !== title),
    ),
    ...some("severity", of("severity")),
    ...some("status", of("status")),
    ...some("createdAt", of("createdAt", isTime)),
    ...some("updatedAt", of("updatedAt", isTime)),
    ...some(
      "url",
      of("url", ({ example }) => readUrl(example) !== null),
    ),
    ...some("assignedTo", of("assignedTo")),
  };
  const evidence = evidenceNames.flatMap(([type, known]) =>
    fields
      .filter(({ path }) => known.includes(lastName(path)))
      .slice(0, 4)
      .map(({ path }) => ({ type, name: path })),
  );
  return { when: "always", incident, evidence };
};

const some = <Name extends string>(name: Name, path: string | undefined): { readonly [K in Name]?: string } =>
  (path === undefined ? {} : { [name]: path }) as { readonly [K in Name]?: string };

/** The field with the likeliest name; of two of one name the one nearer to the top. */
const likeliest = (
  fields: readonly FoundField[],
  known: readonly string[],
  fits: (field: FoundField) => boolean,
): string | undefined => {
  const ranked = fields
    .filter(fits)
    .map(({ path }) => ({ path, rank: rankOf(path, known), depth: path.split(".").length }))
    .filter(({ rank }) => rank >= 0);
  return ranked.sort((a, b) => a.rank - b.rank || a.depth - b.depth)[0]?.path;
};

/** By its last name, or by its last two together: `rule.name` is a rule's name. */
const rankOf = (path: string, known: readonly string[]): number => {
  const two = known.indexOf(lastName(path, 2));
  return two >= 0 ? two : known.indexOf(lastName(path));
};

const lastName = (path: string, count = 1): string => foldedName(path.split(".").slice(-count).join(""));
