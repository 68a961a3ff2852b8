import { meResponseSchema, roles, verbsOf } from "@tocsin/core/access";
import { ownChangeSchema, type UserStore } from "@tocsin/core/accounts";
import { type DeviceGroupStore, ungroupedId, ungroupedName } from "@tocsin/core/device-groups";
import { refused, wholeOrganization } from "@tocsin/core/kernel";
import type { OrganizationStore } from "@tocsin/core/organizations";
import { type Caller, type Route, route } from "../http/route.ts";
import { ownSession } from "./own-session.ts";

export interface MeParts {
  readonly organizations: OrganizationStore;
  readonly deviceGroups: DeviceGroupStore;
  readonly users: UserStore;
}

export const meRoutes = (parts: MeParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/me",
    tag: "Me",
    summary: "Who you are, and what you may do in the organization that you act in",
    policy: "signedIn",
    answers: { 200: { description: "You", schema: meResponseSchema } },
    handle: async ({ caller }) => ({ status: 200, body: await presentMe(parts, caller) }),
  }),
  route({
    method: "patch",
    path: "/api/v1/me",
    tag: "Me",
    summary: "Change your own name, language or time zone",
    policy: "signedIn",
    body: ownChangeSchema,
    answers: {
      200: { description: "You, as you are now", schema: meResponseSchema },
      403: { description: "An access token cannot do this, nor somebody without a role" },
    },
    handle: async ({ caller, body }) => {
      ownSession(caller);
      const { organizationId } = caller.rights;
      if (organizationId === null) throw refused("noRole");
      const { name } = await parts.users.change(organizationId, caller.user.id, body);
      return { status: 200, body: await presentMe(parts, { ...caller, user: { ...caller.user, name } }) };
    },
  }),
];

const presentMe = async ({ organizations, deviceGroups, users }: MeParts, caller: Caller) => {
  const { user, rights } = caller;
  const all = await organizations.all();
  const mine = caller.organizations.flatMap((id) => all.find((organization) => organization.id === id) ?? []);
  const named = mine.map(({ id, name }) => ({ id, name }));
  const { organizationId } = rights;
  const member = organizationId === null ? null : await users.get(organizationId, user.id);
  return {
    user: {
      id: user.id,
      name: user.name,
      email: user.email,
      locale: member?.locale ?? null,
      timeZone: member?.timeZone ?? null,
    },
    organization: named.find(({ id }) => id === organizationId) ?? null,
    organizations: named,
    permissions: verbsOf(rights),
    deviceGroups: await visibleGroups(deviceGroups, caller),
    assignments: rights.assignments.map(({ role, organizationId: of, deviceGroups: ids }) => ({
      role,
      title: roles[role].title,
      organizationId: of,
      deviceGroups: ids,
    })),
  };
};

const visibleGroups = async (store: DeviceGroupStore, { rights, scope }: Caller) => {
  const { deviceGroups: visible } = scope;
  if (visible === null) return null;
  if (rights.organizationId === null) return [];
  const groups = await store.list(wholeOrganization(rights.organizationId));
  return [...groups, { id: ungroupedId, name: ungroupedName }]
    .filter(({ id }) => visible.has(id))
    .map(({ id, name }) => ({ id, name }));
};
