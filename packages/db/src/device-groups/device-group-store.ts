import type { DeviceGroupStore } from "@tocsin/core/device-groups";
import { type DeviceGroupId, DomainError } from "@tocsin/core/kernel";
import { newId } from "../ids.ts";
import { outdateKnowledge } from "../knowledge.ts";
import type { StoreParts } from "../store-parts.ts";
import { readDeviceGroups } from "./rows.ts";
import { deviceGroups } from "./tables.ts";

export const openDeviceGroupStore = ({ db, writer, clock }: StoreParts): DeviceGroupStore => ({
  list: async ({ organizationId }) => readDeviceGroups(db, organizationId),

  create: ({ organizationId }, draft) =>
    writer.write(() => {
      const others = readDeviceGroups(db, organizationId);
      if (others.some(({ name }) => name.toLowerCase() === draft.name.toLowerCase())) {
        throw new DomainError("conflict", `A device group named ‘${draft.name}’ already exists`);
      }
      const rank = Math.max(0, ...others.map((group) => group.rank)) + 1;
      const group = { id: newId<DeviceGroupId>(), organizationId, ...draft, rank };
      const now = clock();
      db.insert(deviceGroups)
        .values({ ...group, createdAt: now, updatedAt: now })
        .run();
      outdateKnowledge(db, organizationId);
      return group;
    }),
});
