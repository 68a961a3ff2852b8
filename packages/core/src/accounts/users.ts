import { z } from "zod";
import { type Rights, type RoleAssignment, roleHas, roleSchema, roles } from "../access/index.ts";
import { type DeviceGroupId, fieldFaults, type Instant, type OrganizationId, type UserId } from "../kernel/index.ts";
import { localeSchema, timeZoneSchema } from "../organizations/index.ts";
import { emailSchema } from "./setup.ts";

/** `invited` has not chosen a password yet, and has come by no other way. */
export const userStates = ["invited", "active", "disabled"] as const;
export type UserState = (typeof userStates)[number];

/** A person with an account, as administrators see it. */
export interface Member {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly state: UserState;
  readonly secondFactor: boolean;
  /** Null: those of the organization. */
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly createdAt: Instant;
  /** When a session of his was last in use, as far as that is still known. */
  readonly lastSeenAt: Instant | null;
  /** Until when the open invitation works; null where none is open. */
  readonly invitationExpiresAt: Instant | null;
  /** In every organization, oldest first. */
  readonly assignments: readonly RoleAssignment[];
}

const nameSchema = z.string().trim().min(1).max(100);

/** A role in the organization that the caller acts in. */
const firstRoleSchema = z.strictObject({
  role: roleSchema,
  /** Null: all of them, and what lies in none. */
  deviceGroups: z
    .array(z.string().min(1).max(64))
    .min(1)
    .max(500)
    .nullable()
    .default(null)
    .transform((ids) => ids as DeviceGroupId[] | null),
});

export const invitationSchema = z
  .strictObject({
    name: nameSchema,
    email: emailSchema,
    /** One at least: without a role there is nothing to see. */
    roles: z
      .array(firstRoleSchema)
      .min(1)
      .max(10)
      .refine((given) => given.some(({ role }) => !roles[role].addOn), {
        message: fieldFaults.purgeAlone,
      }),
    locale: localeSchema.nullable().default(null),
    timeZone: timeZoneSchema.nullable().default(null),
  })
  .meta({ id: "Invitation" });

export type Invitation = z.output<typeof invitationSchema>;

export const userChangeSchema = z
  .strictObject({
    name: nameSchema.optional(),
    locale: localeSchema.nullable().optional(),
    timeZone: timeZoneSchema.nullable().optional(),
    /** True signs the user out everywhere and revokes his access tokens. */
    disabled: z.boolean().optional(),
  })
  .meta({ id: "UserChange" });

export type UserChange = z.output<typeof userChangeSchema>;

/** What a person may change of his own account, beside what guards it. */
export const ownChangeSchema = userChangeSchema.omit({ disabled: true }).meta({ id: "OwnChange" });

export const memberResponseSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    state: z.enum(userStates),
    secondFactor: z.boolean(),
    locale: z.string().nullable(),
    timeZone: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime().nullable(),
    invitationExpiresAt: z.iso.datetime().nullable(),
    /** Those that count in the organization of the request. */
    assignments: z.array(
      z.object({
        role: roleSchema,
        /** Null: in every organization. */
        organizationId: z.string().nullable(),
        /** Null: all of them. */
        deviceGroups: z.array(z.string()).nullable(),
      }),
    ),
    /** Whether the caller may change this user; one who works in other organizations, too, is theirs as well. */
    manageable: z.boolean(),
  })
  .meta({ id: "User" });

/** Whether an assignment counts in an organization. */
export const countsIn = ({ organizationId }: RoleAssignment, id: OrganizationId | null): boolean =>
  organizationId === null || organizationId === id;

/**
 * Whether an organization knows a user by name: one that gives a role to a user of another one knows him by his address
 * alone. He is of the organization whose role he has had longest.
 */
export const knowsByName = (
  id: OrganizationId | null,
  { assignments: [first] }: Pick<Member, "assignments">,
): boolean => first === undefined || countsIn(first, id);

/**
 * Whether somebody who may manage users in his organization may manage this one: whoever works in another organization as
 * well would be disabled there, too, so that it takes somebody who manages users in all of them.
 */
export const mayManage = (
  { assignments, organizationId, limits }: Rights,
  member: Pick<Member, "assignments">,
): boolean => {
  const everywhere = assignments.some(
    (held) => held.organizationId === null && held.deviceGroups === null && roleHas(held.role, "users.manage"),
  );
  const limited = limits !== null && limits.deviceGroups !== null;
  return !limited && (everywhere || member.assignments.every((held) => held.organizationId === organizationId));
};
