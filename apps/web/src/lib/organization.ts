import { pageSchema } from "@tocsin/core/kernel";
import { organizationResponseSchema } from "@tocsin/core/organizations";
import { useAnswer } from "./api.ts";

const organizations = pageSchema(organizationResponseSchema);

export type Organization = ReturnType<typeof organizationResponseSchema.parse>;

/** The organization whose console this is; null until it is known. */
export const useOrganization = (): Organization | null =>
  useAnswer("/api/v1/organizations", organizations).value?.items[0] ?? null;
