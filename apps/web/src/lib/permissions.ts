/** What a person may be allowed to do. The api decides; the console only says beforehand what it will say. */
export type Right = "rules.manage" | "recipients.manage" | "deviceGroups.manage" | "sources.manage" | "settings.manage";

export interface Permissions {
  readonly may: (right: Right) => boolean;
}

const everything: Permissions = { may: () => true };

/** What the person who is signed in may do. Until there are roles, the administrator may do everything. */
export const usePermissions = (): Permissions => everything;
