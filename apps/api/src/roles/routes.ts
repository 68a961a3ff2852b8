import {
  demandGrant,
  type Granted,
  type RoleAssignment,
  type RoleStore,
  roleAssignmentResponseSchema,
  roleGrantSchema,
  roleResponseSchema,
  roles,
  verbs,
} from "@tocsin/core/access";
import { type RoleAssignmentId, toIso } from "@tocsin/core/kernel";
import { z } from "zod";
import { idParam } from "../http/params.ts";
import { type Route, route } from "../http/route.ts";

const tag = "Roles";

export const roleRoutes = (store: RoleStore): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/roles",
    tag,
    summary: "List the roles, each with what it lets people do",
    policy: "signedIn",
    answers: { 200: { description: "Every role", schema: z.object({ items: z.array(roleResponseSchema) }) } },
    handle: async () => ({ status: 200, body: { items: presentRoles() } }),
  }),
  route({
    method: "get",
    path: "/api/v1/role-assignments",
    tag,
    summary: "List who has which role in this organization, by name",
    policy: "roles.read",
    answers: {
      200: {
        description: "All of them",
        schema: z.object({ items: z.array(roleAssignmentResponseSchema), next: z.null() }),
      },
    },
    handle: async ({ caller }) => {
      const granted = await store.list(caller.scope.organizationId);
      return { status: 200, body: { items: granted.map(presentGranted), next: null } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/role-assignments",
    tag,
    summary: "Give a role; nobody gives more than he has. The user has to sign in again",
    policy: "roles.manage",
    body: roleGrantSchema,
    answers: {
      201: { description: "Given", schema: roleAssignmentResponseSchema },
      404: { description: "There is no such user" },
      409: { description: "The user has this role already" },
    },
    handle: async ({ caller, body: { userId, role, deviceGroups, allOrganizations } }) => {
      const { organizationId } = caller.scope;
      const assignment: RoleAssignment = {
        role,
        organizationId: allOrganizations ? null : organizationId,
        deviceGroups,
      };
      demandGrant(caller.rights, assignment);
      return { status: 201, body: presentGranted(await store.grant(organizationId, userId, assignment)) };
    },
  }),
  route({
    method: "delete",
    path: "/api/v1/role-assignments/{id}",
    tag,
    summary:
      "Take a role away; its user is signed out everywhere, and mails that it let him have are not sent any more",
    policy: "roles.manage",
    params: idParam<RoleAssignmentId>(),
    answers: { 204: { description: "Taken away" }, 409: { description: "This is the last Global Administrator" } },
    handle: async ({ caller, params }) => {
      const { organizationId } = caller.scope;
      demandGrant(caller.rights, await store.get(organizationId, params.id));
      await store.revoke(organizationId, params.id);
      return { status: 204 };
    },
  }),
];

const presentRoles = () =>
  Object.entries(roles).map(([role, { title, addOn, verbs: held }]) => ({
    role,
    title,
    addOn,
    permissions: held.map((verb) => ({ verb, words: verbs[verb].words })),
  }));

const presentGranted = ({ organizationId, createdAt, role, ...granted }: Granted) => ({
  ...granted,
  role,
  title: roles[role].title,
  allOrganizations: organizationId === null,
  createdAt: toIso(createdAt),
});
