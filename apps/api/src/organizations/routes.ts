import { type OrganizationId, refused, type Scope, wholeOrganization } from "@tocsin/core/kernel";
import {
  type OrganizationStore,
  organizationDraftSchema,
  organizationResponseSchema,
} from "@tocsin/core/organizations";
import { z } from "zod";
import { idParam } from "../http/params.ts";
import { type Caller, type Route, route } from "../http/route.ts";
import { presentOrganization } from "./present.ts";

const tag = "Organizations";

/** A PATCH says what differs: fields without the defaults that a new organization would get. */
const organizationPatchSchema = z
  .strictObject(
    Object.fromEntries(
      Object.entries(organizationDraftSchema.shape).map(([name, schema]) => [
        name,
        (schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : schema).optional(),
      ]),
    ),
  )
  .meta({ id: "OrganizationPatch" });

export const organizationRoutes = (organizations: OrganizationStore): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/organizations",
    tag,
    summary: "List the organizations that you may see",
    policy: "organizations.read",
    answers: {
      200: {
        description: "All of them",
        schema: z.object({ items: z.array(organizationResponseSchema), next: z.null() }),
      },
    },
    handle: async ({ caller }) => {
      const all = await organizations.all();
      const mine = all.filter(({ id }) => isOpenTo(caller, id));
      return { status: 200, body: { items: mine.map(presentOrganization), next: null } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/organizations",
    tag,
    summary: "Make a further organization; whoever administers all of them administers it, too",
    policy: "organizations.create",
    body: organizationDraftSchema,
    answers: {
      201: { description: "Made", schema: organizationResponseSchema },
      409: { description: "Another organization has this name" },
    },
    handle: async ({ body }) => {
      const made = await organizations.create(body);
      return {
        status: 201,
        body: presentOrganization(made),
        headers: { Location: `/api/v1/organizations/${made.id}` },
      };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/organizations/{id}",
    tag,
    summary: "Read an organization",
    policy: "organizations.read",
    params: idParam<OrganizationId>(),
    answers: { 200: { description: "The organization", schema: organizationResponseSchema } },
    handle: async ({ caller, params }) => {
      if (!isOpenTo(caller, params.id)) throw refused("noSuch", { noun: "organization" });
      return { status: 200, body: presentOrganization(await organizations.get(wholeOrganization(params.id))) };
    },
  }),
  route({
    method: "patch",
    path: "/api/v1/organizations/{id}",
    tag,
    summary: "Change an organization's settings, such as allowed domains and bundling windows",
    policy: "organizations.manage",
    params: idParam<OrganizationId>(),
    body: organizationPatchSchema,
    answers: {
      200: { description: "As it is now", schema: organizationResponseSchema },
      422: { description: "The body says something that cannot be" },
    },
    handle: async ({ caller, params, body }) => {
      refuseForeign(caller.scope, params.id);
      const changed = await organizations.change(caller.scope, (now) =>
        organizationDraftSchema.parse({ ...now, ...body }),
      );
      return { status: 200, body: presentOrganization(changed) };
    },
  }),
  route({
    method: "delete",
    path: "/api/v1/organizations/{id}",
    tag,
    summary: "Remove an organization that has no sources, rules, device groups or deliveries",
    policy: "organizations.create",
    params: idParam<OrganizationId>(),
    answers: {
      204: { description: "Removed, with the roles that people had in it" },
      409: { description: "It is in use, or it is the one that you act in" },
    },
    handle: async ({ caller, params }) => {
      if (params.id === caller.scope.organizationId) {
        throw refused("ownOrganization");
      }
      await organizations.remove(params.id);
      return { status: 204 };
    },
  }),
];

/** Those that the caller could act in instead, and the one he acts in; a token is of one. */
const isOpenTo = ({ organizations: open, scope }: Caller, id: OrganizationId): boolean =>
  id === scope.organizationId || open.includes(id);

const refuseForeign = ({ organizationId }: Scope, id: OrganizationId): void => {
  if (id !== organizationId) throw refused("noSuch", { noun: "organization" });
};
