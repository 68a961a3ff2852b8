import { z } from "zod";
import { holds, type Rights, type Role, reachOf, roleSchema, roles } from "../access/index.ts";
import {
  type AccessTokenId,
  type DeviceGroupId,
  type FieldFault,
  fieldFault,
  fieldFaults,
  type Instant,
  type OrganizationId,
  type UserId,
} from "../kernel/index.ts";

/** What a script calls with, in the name of its maker and in one organization; the token itself is shown once. */
export interface AccessToken {
  readonly id: AccessTokenId;
  readonly userId: UserId;
  readonly name: string;
  /** What it leaves of its maker's rights; null leaves all of them. */
  readonly role: Role | null;
  /** Null: all that its maker may see. */
  readonly deviceGroups: readonly DeviceGroupId[] | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  /** To the minute; null while it was never used. */
  readonly lastUsedAt: Instant | null;
}

export const accessTokenDraftSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    /** It may do no more than this role does, and no more than you. */
    role: roleSchema,
    /** Null: all that you may see. */
    deviceGroups: z
      .array(z.string().min(1).max(64))
      .min(1)
      .max(500)
      .nullable()
      .default(null)
      .transform((ids) => ids as DeviceGroupId[] | null),
    expiresInDays: z.number().int().min(1).max(366).default(90),
  })
  .meta({ id: "AccessTokenDraft" });

export type AccessTokenDraft = z.output<typeof accessTokenDraftSchema>;

export const accessTokenResponseSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleSchema.nullable(),
    deviceGroups: z.array(z.string()).nullable(),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "AccessToken" });

/** The only answer that holds a token: it is shown once and kept as a hash. */
export const accessTokenCreatedSchema = accessTokenResponseSchema
  .extend({ token: z.string() })
  .meta({ id: "AccessTokenCreated" });

/** What of a draft is above its maker. A token would not do it anyway; better said now than found out at night. */
export const aboveMaker = (rights: Rights, { role, deviceGroups }: AccessTokenDraft): readonly FieldFault[] => {
  const visible = reachOf(rights, "incidents.read");
  const { organizationId } = rights;
  const asked = { role, organizationId, deviceGroups: deviceGroups ?? (visible && [...visible]) };
  // With these device groups the role may let people do less than it does elsewhere.
  const given: Rights = { organizationId, assignments: [asked], limits: null };
  const lacking = roles[role].verbs.filter((verb) => holds(given, verb) && !holds(rights, verb));
  const foreign = visible === null ? [] : (deviceGroups ?? []).filter((id) => !visible.has(id));
  return [
    ...(lacking.length > 0 ? [{ path: "role", message: fieldFaults.roleBeyondOwn }] : []),
    ...(foreign.length > 0
      ? [{ path: "deviceGroups", message: fieldFault("groupsBeyondOwn", { groups: foreign.join(", ") }) }]
      : []),
  ];
};

export interface AccessTokenStore {
  /** A user's in an organization, the newest first; those that are over, too, until somebody removes them. */
  list(userId: UserId, organizationId: OrganizationId): Promise<readonly AccessToken[]>;
  create(userId: UserId, organizationId: OrganizationId, draft: AccessTokenDraft, hash: string): Promise<AccessToken>;
  /** Throws `notFound` where the user has no such token in the organization. */
  revoke(userId: UserId, organizationId: OrganizationId, id: AccessTokenId): Promise<void>;
}
