import {
  asId,
  type DeviceGroupId,
  DomainError,
  idSchema,
  pageSchema,
  type RuleId,
  severitySchema,
  toIso,
  toIsoOrNull,
} from "@tocsin/core/kernel";
import {
  type RuleStore,
  type RuleVersion,
  type RuleWithRecipients,
  ruleDraftSchema,
  ruleResponseSchema,
  ruleStates,
  ruleVersionSchema,
} from "@tocsin/core/notification-rules";
import { z } from "zod";
import { pageRequestOf, pagingQuery } from "../http/paging.ts";
import { idOf, idParam } from "../http/params.ts";
import { type Reply, type Route, route } from "../http/route.ts";

const tag = "Notification rules";

const listQuery = pagingQuery.extend({
  text: z
    .string()
    .max(200)
    .optional()
    .describe("In the name, the description, the owner or the address of a recipient"),
  state: z.enum(ruleStates).optional(),
  severity: severitySchema.optional(),
  deviceGroup: idSchema.optional().describe("Rules that tell of it, those of all device groups among them"),
});

export const ruleRoutes = (rules: RuleStore): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/notification-rules",
    tag,
    summary: "List rules by name",
    policy: "rules.read",
    query: listQuery,
    answers: { 200: { description: "A page", schema: pageSchema(ruleResponseSchema) } },
    handle: async ({ caller, query }) => {
      const { text, state, severity, deviceGroup: group } = query;
      const deviceGroup = group === undefined ? undefined : asId<DeviceGroupId>(group);
      const page = await rules.list(caller.scope, pageRequestOf(query), { text, state, severity, deviceGroup });
      return { status: 200, body: { ...page, items: page.items.map(presentRule) } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/notification-rules",
    tag,
    summary: "Make a rule; only name and recipients are required",
    policy: "rules.manage",
    body: ruleDraftSchema,
    answers: {
      201: { description: "Made", schema: ruleResponseSchema },
      409: { description: "Another rule has this name" },
      422: { description: "The body says something that cannot be" },
    },
    handle: async ({ caller, body }) => {
      const made = await rules.create(caller.scope, body, caller.actor);
      return replyWith(201, made, { Location: `/api/v1/notification-rules/${made.rule.id}` });
    },
  }),
  route({
    method: "get",
    path: "/api/v1/notification-rules/{id}",
    tag,
    summary: "Read a rule; the ETag is its version",
    policy: "rules.read",
    params: idParam<RuleId>(),
    answers: { 200: { description: "The rule", schema: ruleResponseSchema } },
    handle: async ({ caller, params }) => replyWith(200, await rules.get(caller.scope, params.id)),
  }),
  route({
    method: "put",
    path: "/api/v1/notification-rules/{id}",
    tag,
    summary: "Save a rule as a new version; If-Match refuses to overwrite one that you have not read",
    policy: "rules.manage",
    params: idParam<RuleId>(),
    body: ruleDraftSchema,
    answers: {
      200: { description: "Saved", schema: ruleResponseSchema },
      409: { description: "Another rule has this name" },
      412: { description: "The rule has changed since" },
      422: { description: "The body says something that cannot be" },
    },
    handle: async ({ caller, params, body, header }) =>
      replyWith(200, await rules.save(caller.scope, params.id, body, versionOf(header("if-match")), caller.actor)),
  }),
  route({
    method: "delete",
    path: "/api/v1/notification-rules/{id}",
    tag,
    summary: "Archive a rule: it stops, and what it decided stays",
    policy: "rules.manage",
    params: idParam<RuleId>(),
    answers: { 204: { description: "Archived" }, 412: { description: "The rule has changed since" } },
    handle: async ({ caller, params, header }) => {
      await rules.archive(caller.scope, params.id, versionOf(header("if-match")), caller.actor);
      return { status: 204 };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/notification-rules/{id}/versions",
    tag,
    summary: "Every version of a rule, latest first, also of an archived one",
    policy: "rules.read",
    params: idParam<RuleId>(),
    answers: { 200: { description: "All of them", schema: z.object({ items: z.array(ruleVersionSchema) }) } },
    handle: async ({ caller, params }) => ({
      status: 200,
      body: { items: (await rules.versions(caller.scope, params.id)).map(presentVersion) },
    }),
  }),
  route({
    method: "post",
    path: "/api/v1/notification-rules/{id}/recipients/{address}/resume",
    tag,
    summary: "Let a recipient hear again who stopped the rule's mails by the link in one",
    policy: "rules.manage",
    params: z.object({ id: idOf<RuleId>(), address: z.string().max(320) }),
    answers: {
      200: { description: "It hears again", schema: ruleResponseSchema },
      409: { description: "It did not stop them" },
    },
    handle: async ({ caller, params: { id, address } }) =>
      replyWith(200, await rules.resume(caller.scope, id, address, caller.actor)),
  }),
  route({
    method: "post",
    path: "/api/v1/notification-rules/{id}/restore",
    tag,
    summary: "Bring an archived rule back as it was",
    policy: "rules.manage",
    params: idParam<RuleId>(),
    answers: {
      200: { description: "It is back", schema: ruleResponseSchema },
      409: { description: "It is not archived, or another rule has its name by now" },
    },
    handle: async ({ caller, params }) => replyWith(200, await rules.restore(caller.scope, params.id, caller.actor)),
  }),
];

const presentVersion = ({ savedAt, rule, ...version }: RuleVersion) => ({
  ...version,
  savedAt: toIso(savedAt),
  rule: {
    ...rule,
    recipients: rule.recipients.map(({ address, tier, addedAt, required = false }) => ({
      address,
      tier,
      addedAt: toIso(addedAt),
      required,
    })),
  },
});

const replyWith = (status: number, rule: RuleWithRecipients, headers: Record<string, string> = {}): Reply => ({
  status,
  body: presentRule(rule),
  headers: { ...headers, ETag: `"${rule.rule.version}"` },
});

/** The version that `If-Match` names (RFC 9110 section 13.1.1); null where any will do. */
const versionOf = (ifMatch: string | undefined): number | null => {
  if (ifMatch === undefined || ifMatch.trim() === "*") return null;
  const version = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(ifMatch)?.[1];
  if (version === undefined) throw new DomainError("preconditionFailed", "If-Match names no version of this rule");
  return Number(version);
};

const presentRule = ({ rule, recipients, hiddenDeviceGroups }: RuleWithRecipients) => {
  const { organizationId: _organizationId, createdAt, updatedAt, archivedAt, ...rest } = rule;
  return {
    ...rest,
    hiddenDeviceGroups,
    recipients: rule.recipients.map(({ address, tier, addedAt, required = false, stoppedAt = null }) => ({
      address,
      tier,
      required,
      stoppedAt: toIsoOrNull(stoppedAt),
      locale: recipients.get(address)?.locale ?? "en",
      timeZone: recipients.get(address)?.timeZone ?? "UTC",
      addedAt: toIso(addedAt),
    })),
    createdAt: toIso(createdAt),
    updatedAt: toIso(updatedAt),
    archivedAt: toIsoOrNull(archivedAt),
  };
};
