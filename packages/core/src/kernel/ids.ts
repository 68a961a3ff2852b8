import { z } from "zod";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type OrganizationId = Branded<"OrganizationId">;
export type UserId = Branded<"UserId">;
export type SessionId = Branded<"SessionId">;
export type AccessTokenId = Branded<"AccessTokenId">;
export type SourceId = Branded<"SourceId">;
export type IncidentId = Branded<"IncidentId">;
export type ChangeId = Branded<"ChangeId">;
export type DeviceGroupId = Branded<"DeviceGroupId">;
export type RuleId = Branded<"RuleId">;
export type DeliveryId = Branded<"DeliveryId">;
export type BatchId = Branded<"BatchId">;
export type RoleAssignmentId = Branded<"RoleAssignmentId">;
export type PayloadProblemId = Branded<"PayloadProblemId">;
export type SilenceId = Branded<"SilenceId">;
export type TransportTestId = Branded<"TransportTestId">;

/**
 * Says that a text from our own database or path is an id of this kind.
 * The brand keeps ids of different nouns from being swapped; it checks nothing at run time.
 */
export const asId = <Id extends Branded<string>>(text: string): Id => text as Id;

/** Accepts any id that we could have made: short, printable, without separators of paths or queues. */
export const idSchema = z.string().regex(/^[a-z0-9_-]{1,64}$/i, "is not an id");
