import {
  concernedRulesSchema,
  type DeviceGroup,
  type DeviceGroupStore,
  deviceGroupDraftSchema,
  deviceGroupListSchema,
  deviceGroupResponseSchema,
  devicePreviewSchema,
  ungroupedId,
  ungroupedName,
} from "@tocsin/core/device-groups";
import { type DeviceGroupId, refused } from "@tocsin/core/kernel";
import { z } from "zod";
import { idParam } from "../http/params.ts";
import { type Caller, type Route, route } from "../http/route.ts";

const tag = "Device groups";

export const deviceGroupRoutes = (groups: DeviceGroupStore): readonly Route[] => [
  route({
    method: "get",
    path: "/api/v1/device-groups",
    tag,
    summary: "List device groups in rank order; Ungrouped devices is always last",
    policy: "deviceGroups.read",
    answers: {
      200: {
        description: "All of them",
        schema: deviceGroupListSchema,
      },
    },
    handle: async ({ caller }) => {
      const list = await groups.list(caller.scope);
      return { status: 200, body: { items: [...list.map(presentGroup), ...ungroupedFor(caller)], next: null } };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/device-groups",
    tag,
    summary: "Make a device group, ranked after the others",
    policy: "deviceGroups.manage",
    body: deviceGroupDraftSchema,
    answers: {
      201: { description: "Made", schema: deviceGroupResponseSchema },
      409: { description: "Another group has this name" },
      422: { description: "The body says something that cannot be" },
    },
    handle: async ({ caller, body }) => {
      refuseUngrouped(body.name);
      return { status: 201, body: presentGroup(await groups.create(caller.scope, body)) };
    },
  }),
  route({
    method: "post",
    path: "/api/v1/device-groups/preview",
    tag,
    summary: "Which devices match conditions, and in which group each is now",
    policy: "deviceGroups.read",
    body: z.strictObject({ conditions: deviceGroupDraftSchema.shape.conditions }).meta({ id: "DeviceGroupPreview" }),
    answers: {
      200: {
        description: "The devices seen last that match, and how many there are in all",
        schema: devicePreviewSchema,
      },
    },
    handle: async ({ caller, body }) => {
      const { devices, count } = await groups.preview(caller.scope, body.conditions, previewedDevices);
      const names = new Map((await groups.list(caller.scope)).map(({ id, name }) => [id, name]));
      const items = devices.map(({ group, ...device }) => ({
        ...device,
        deviceGroup: names.get(group) ?? ungroupedName,
      }));
      return { status: 200, body: { devices: items, count } };
    },
  }),
  route({
    method: "get",
    path: "/api/v1/device-groups/{id}",
    tag,
    summary: "Read a device group",
    policy: "deviceGroups.read",
    params: idParam<DeviceGroupId>(),
    answers: { 200: { description: "The group", schema: deviceGroupResponseSchema } },
    handle: async ({ caller, params }) => ({
      status: 200,
      body: presentGroup(await groups.get(caller.scope, params.id)),
    }),
  }),
  route({
    method: "put",
    path: "/api/v1/device-groups/{id}",
    tag,
    summary: "Change a device group; its rank stays",
    policy: "deviceGroups.manage",
    params: idParam<DeviceGroupId>(),
    body: deviceGroupDraftSchema,
    answers: {
      200: { description: "As it is now", schema: deviceGroupResponseSchema },
      409: { description: "Another group has this name" },
      422: { description: "The body says something that cannot be" },
    },
    handle: async ({ caller, params, body }) => {
      refuseUngrouped(body.name);
      return { status: 200, body: presentGroup(await groups.save(caller.scope, params.id, body)) };
    },
  }),
  route({
    method: "put",
    path: "/api/v1/device-groups/{id}/rank",
    tag,
    summary: "Move a device group to a rank; the others make room",
    policy: "deviceGroups.manage",
    params: idParam<DeviceGroupId>(),
    body: z.strictObject({ rank: z.number().int().min(1).max(10_000) }).meta({ id: "DeviceGroupRank" }),
    answers: { 200: { description: "All groups in their new order", schema: deviceGroupListSchema } },
    handle: async ({ caller, params, body }) => ({
      status: 200,
      body: {
        items: [...(await groups.rank(caller.scope, params.id, body.rank)).map(presentGroup), ...ungroupedFor(caller)],
        next: null,
      },
    }),
  }),
  route({
    method: "get",
    path: "/api/v1/device-groups/{id}/rules",
    tag,
    summary: "What deleting a device group would do: the rules that name it, and which of them would stop",
    policy: "deviceGroups.read",
    params: idParam<DeviceGroupId>(),
    answers: { 200: { description: "The rules concerned", schema: concernedRulesSchema } },
    handle: async ({ caller, params }) => ({
      status: 200,
      body: { items: await groups.concernedRules(caller.scope, params.id) },
    }),
  }),
  route({
    method: "delete",
    path: "/api/v1/device-groups/{id}",
    tag,
    summary: "Delete a device group; a rule that is left without any stops and needs attention, none widens",
    policy: "deviceGroups.manage",
    params: idParam<DeviceGroupId>(),
    answers: { 200: { description: "Deleted; the rules that it was taken from", schema: concernedRulesSchema } },
    handle: async ({ caller, params }) => ({
      status: 200,
      body: { items: await groups.remove(caller.scope, params.id) },
    }),
  }),
];

const previewedDevices = 10;

const refuseUngrouped = (name: string): void => {
  if (name.toLowerCase() !== ungroupedName.toLowerCase()) return;
  throw refused("groupOfTheRest", { name: ungroupedName });
};

const ungrouped = { id: ungroupedId, rank: null, name: ungroupedName, description: "", conditions: [] };

const ungroupedFor = ({ scope: { deviceGroups: reach } }: Caller) =>
  reach === null || reach.has(ungroupedId) ? [ungrouped] : [];

const presentGroup = ({ organizationId: _organizationId, ...group }: DeviceGroup) => group;
