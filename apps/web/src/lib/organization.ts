import { pageSchema } from "@tocsin/core/kernel";
import { organizationResponseSchema } from "@tocsin/core/organizations";
import { useAnswer } from "./api.ts";
import { useMe } from "./permissions.ts";

const organizations = pageSchema(organizationResponseSchema);

export type Organization = ReturnType<typeof organizationResponseSchema.parse>;

export const organizationsPath = "/api/v1/organizations";

/** The organizations of whoever is signed in, as far as he may read about them. */
export const useOrganizations = () => useAnswer(organizationsPath, organizations);

/** The organization whose console this is; null until it is known. */
export const useOrganization = (): Organization | null => {
  const id = useMe()?.organization?.id;
  return useOrganizations().value?.items.find((organization) => organization.id === id) ?? null;
};
