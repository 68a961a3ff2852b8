import { z } from "zod";
import { roleSchema } from "./roles.ts";
import { verbSchema } from "./verbs.ts";

const namedSchema = z.object({ id: z.string(), name: z.string() });

/** What `GET /api/v1/me` answers: all that a console needs to show only what will be allowed. */
export const meResponseSchema = z
  .object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    /** The one in which this answer was given; null where the user has a role in none. */
    organization: namedSchema.nullable(),
    /** Those that the header `Tocsin-Organization` may name. */
    organizations: z.array(namedSchema),
    /** What the user may do in `organization`, be it in one device group. */
    permissions: z.array(verbSchema),
    /** The device groups that the user may see, in rank order; null: all of them. */
    deviceGroups: z.array(namedSchema).nullable(),
    assignments: z.array(
      z.object({
        role: roleSchema,
        title: z.string(),
        /** Null: all organizations. */
        organizationId: z.string().nullable(),
        /** Null: all device groups. */
        deviceGroups: z.array(z.string()).nullable(),
      }),
    ),
  })
  .meta({ id: "Me" });
