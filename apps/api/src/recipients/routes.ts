import { pageSchema, toIso, toIsoOrNull } from "@tocsin/core/kernel";
import { localeSchema, timeZoneSchema } from "@tocsin/core/organizations";
import {
  normaliseAddress,
  type RecipientListed,
  type RecipientStore,
  recipientResponseSchema,
} from "@tocsin/core/recipients";
import { z } from "zod";
import { pageRequestOf, pagingQuery } from "../http/paging.ts";
import { type Route, route } from "../http/route.ts";

const tag = "Recipients";

const addressSchema = z.string().transform((text, context) => {
  const address = normaliseAddress(text);
  if (address.ok) return address.value;
  context.addIssue({ code: "custom", message: address.problem });
  return z.NEVER;
});

const saidShape = {
  locale: localeSchema.optional(),
  timeZone: timeZoneSchema.optional(),
  /** May not stop the mails of a rule. */
  required: z.boolean().optional(),
};

const recipientDraftSchema = z.strictObject({ address: addressSchema, ...saidShape }).meta({ id: "RecipientDraft" });
const recipientPatchSchema = z.strictObject(saidShape).meta({ id: "RecipientPatch" });

const params = z.object({ address: addressSchema });

export const recipientRoutes = (recipients: RecipientStore): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/recipients",
    tag,
    summary: "List recipients by address: language, zone, the rules that name them, their last mail and trouble",
    policy: "recipients.read",
    query: pagingQuery,
    answers: { 200: { description: "A page", schema: pageSchema(recipientResponseSchema) } },
    handle: async ({ caller, query }) => {
      const page = await recipients.list(caller.scope, pageRequestOf(query));
      return { status: 200, body: { ...page, items: page.items.map(presentRecipient) } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/recipients",
    tag,
    summary: "Add a recipient; language and zone are the organization's where none are given",
    policy: "recipients.manage",
    body: recipientDraftSchema,
    answers: {
      201: { description: "Added", schema: recipientResponseSchema },
      409: { description: "The address is a recipient already" },
    },
    handle: async ({ caller, body: { address, ...said } }) => ({
      status: 201,
      body: presentRecipient(await recipients.add(caller.scope, address, withoutUnsaid(said))),
    }),
  }),
  route({
    method: "get",
    path: "/api/v1/recipients/{address}",
    tag,
    summary: "Read a recipient",
    policy: "recipients.read",
    params,
    answers: { 200: { description: "The recipient", schema: recipientResponseSchema } },
    handle: async ({ caller, params: { address } }) => ({
      status: 200,
      body: presentRecipient(await recipients.get(caller.scope, address)),
    }),
  }),
  route({
    method: "patch",
    path: "/api/v1/recipients/{address}",
    tag,
    summary: "Change a recipient's language, time zone, or whether it may stop mails",
    policy: "recipients.manage",
    params,
    body: recipientPatchSchema,
    answers: { 200: { description: "As it is now", schema: recipientResponseSchema } },
    handle: async ({ caller, params: { address }, body }) => ({
      status: 200,
      body: presentRecipient(await recipients.change(caller.scope, address, withoutUnsaid(body))),
    }),
  }),
  route({
    method: "delete",
    path: "/api/v1/recipients/{address}",
    tag,
    summary: "Remove a recipient that no rule names",
    policy: "recipients.manage",
    params,
    answers: { 204: { description: "Removed" }, 409: { description: "Rules name it" } },
    handle: async ({ caller, params: { address } }) => {
      await recipients.remove(caller.scope, address);
      return { status: 204 };
    },
  }),
];

const withoutUnsaid = <Said extends object>(said: Said) =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Said]?: Exclude<Said[Name], undefined>;
  };

const presentRecipient = ({ recipient, createdAt, lastMailAt, trouble, rules, user }: RecipientListed) => ({
  address: recipient.address,
  locale: recipient.locale,
  timeZone: recipient.timeZone,
  required: recipient.required,
  createdAt: toIso(createdAt),
  user,
  rules: [...rules],
  lastMailAt: toIsoOrNull(lastMailAt),
  trouble: trouble && { ...trouble, at: toIso(trouble.at) },
});
