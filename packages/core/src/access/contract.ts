import { z } from "zod";
import { type DeviceGroupId, fieldFaults, idSchema, type UserId } from "../kernel/index.ts";
import { roleSchema } from "./roles.ts";
import { verbSchema } from "./verbs.ts";

const namedSchema = z.object({ id: z.string(), name: z.string() });

/** What `GET /api/v1/me` answers: all that a console needs to show only what will be allowed. */
export const meResponseSchema = z
  .object({
    user: z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      /** Null: those of the organization. */
      locale: z.string().nullable(),
      timeZone: z.string().nullable(),
    }),
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

/** A role to be given. */
export const roleGrantSchema = z
  .strictObject({
    userId: idSchema.transform((text) => text as UserId),
    role: roleSchema,
    /** Null: all of them, those to come and what lies in none. */
    deviceGroups: z
      .array(idSchema.transform((text) => text as DeviceGroupId))
      .min(1, fieldFaults.groupsMissing)
      .max(500)
      .nullable()
      .default(null),
    /** In every organization, also those to come; then without limits. */
    allOrganizations: z.boolean().default(false),
  })
  .refine(({ allOrganizations, deviceGroups }) => !allOrganizations || deviceGroups === null, {
    path: ["deviceGroups"],
    message: fieldFaults.roleEverywhereLimited,
  })
  .meta({ id: "RoleGrant" });

export const roleAssignmentResponseSchema = z
  .object({
    id: z.string(),
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    role: roleSchema,
    title: z.string(),
    deviceGroups: z.array(z.string()).nullable(),
    allOrganizations: z.boolean(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "RoleAssignment" });

export const roleResponseSchema = z
  .object({
    role: roleSchema,
    title: z.string(),
    /** Whether it is given beside another role, and by itself lets nobody see anything. */
    addOn: z.boolean(),
    permissions: z.array(z.object({ verb: verbSchema, words: z.string() })),
  })
  .meta({ id: "Role" });
