import { z } from "zod";
import { organizationDraftSchema } from "./organization.ts";

export const organizationResponseSchema = z
  .object({ id: z.string(), ...organizationDraftSchema.shape, createdAt: z.iso.datetime() })
  .meta({ id: "Organization" });
