import { type DeviceGroup, deviceGroupDraftSchema, type DeviceGroupStore, ungroupedId, ungroupedName } from "@tocsin/core/device-groups";
import { z } from "zod";
import { type Route, route } from "../http/route.ts";

const tag = "Device groups";

const deviceGroupResponseSchema = z
  .object({ id: z.string(), rank: z.number().int().nullable(), ...deviceGroupDraftSchema.shape })
  .meta({ id: "DeviceGroup" });

export const deviceGroupRoutes = (groups: DeviceGroupStore): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/device-groups",
    tag,
    summary: "List device groups in rank order; Ungrouped devices is always last",
    policy: "administrator",
    answers: {
      200: { description: "All of them", schema: z.object({ items: z.array(deviceGroupResponseSchema), next: z.null() }) },
    },
    handle: async ({ caller }) => {
      const list = await groups.list(caller.scope);
      return { status: 200, body: { items: [...list.map(presentGroup), ungrouped], next: null } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/device-groups",
    tag,
    summary: "Make a device group, ranked after the others",
    policy: "administrator",
    body: deviceGroupDraftSchema,
    answers: {
      201: { description: "Made", schema: deviceGroupResponseSchema },
      409: { description: "Another group has this name" },
      422: { description: "The body says something that cannot be" },
    },
    handle: async ({ caller, body }) => ({ status: 201, body: presentGroup(await groups.create(caller.scope, body)) }),
  }),
];

const ungrouped = { id: ungroupedId, rank: null, name: ungroupedName, description: "", conditions: [] };

const presentGroup = ({ organizationId: _organizationId, ...group }: DeviceGroup) => group;
