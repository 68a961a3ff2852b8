import { meResponseSchema, roles, verbsOf } from "@tocsin/core/access";
import { type DeviceGroupStore, ungroupedId, ungroupedName } from "@tocsin/core/device-groups";
import { wholeOrganization } from "@tocsin/core/kernel";
import type { OrganizationStore } from "@tocsin/core/organizations";
import { type Caller, type Route, route } from "../http/route.ts";

export interface MeParts {
  readonly organizations: OrganizationStore;
  readonly deviceGroups: DeviceGroupStore;
}

export const meRoutes = ({ organizations, deviceGroups }: MeParts): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/me",
    tag: "Me",
    summary: "Who you are, and what you may do in the organization that you act in",
    policy: "signedIn",
    answers: { 200: { description: "You", schema: meResponseSchema } },
    handle: async ({ caller }) => {
      const { user, rights } = caller;
      const all = await organizations.all();
      const mine = caller.organizations.flatMap((id) => all.find((organization) => organization.id === id) ?? []);
      const named = mine.map(({ id, name }) => ({ id, name }));
      return {
        status: 200,
        body: {
          user: { id: user.id, name: user.name, email: user.email },
          organization: named.find(({ id }) => id === rights.organizationId) ?? null,
          organizations: named,
          permissions: verbsOf(rights),
          deviceGroups: await visibleGroups(deviceGroups, caller),
          assignments: rights.assignments.map(({ role, organizationId, deviceGroups: ids }) => ({
            role,
            title: roles[role].title,
            organizationId,
            deviceGroups: ids,
          })),
        },
      };
    },
  }),
];

const visibleGroups = async (store: DeviceGroupStore, { rights, scope }: Caller) => {
  const { deviceGroups: visible } = scope;
  if (visible === null) return null;
  if (rights.organizationId === null) return [];
  const groups = await store.list(wholeOrganization(rights.organizationId));
  return [...groups, { id: ungroupedId, name: ungroupedName }]
    .filter(({ id }) => visible.has(id))
    .map(({ id, name }) => ({ id, name }));
};
