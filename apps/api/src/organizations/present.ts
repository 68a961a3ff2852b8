import { toIso } from "@tocsin/core/kernel";
import type { Organization } from "@tocsin/core/organizations";

export const presentOrganization = ({ createdAt, ...organization }: Organization) => ({
  ...organization,
  createdAt: toIso(createdAt),
});
