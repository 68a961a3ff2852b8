import { DomainError, type OrganizationId, type Scope } from "@tocsin/core/kernel";
import {
  type OrganizationStore,
  organizationDraftSchema,
  organizationResponseSchema,
} from "@tocsin/core/organizations";
import { z } from "zod";
import { idParam } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";
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
      const organization = await organizations.get(caller.scope);
      return { status: 200, body: { items: [presentOrganization(organization)], next: null } };
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
      refuseForeign(caller.scope, params.id);
      return { status: 200, body: presentOrganization(await organizations.get(caller.scope)) };
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
];

const refuseForeign = ({ organizationId }: Scope, id: OrganizationId): void => {
  if (id !== organizationId) throw new DomainError("notFound", "There is no such organization");
};
