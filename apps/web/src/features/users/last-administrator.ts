import type { Granted } from "./requests.ts";

/** Whether an assignment lets its holder let others in, everywhere. */
export const administersAll = ({ role, allOrganizations, deviceGroups }: Granted): boolean =>
  role === "globalAdministrator" && allOrganizations && deviceGroups === null;

/**
 * Whether nobody but this user administers everything. The api has the last word: of the others some may be suspended, which
 * is not known here.
 */
export const isLastAdministrator = (userId: string, granted: readonly Granted[]): boolean => {
  const holders = new Set(granted.filter(administersAll).map(({ user }) => user.id));
  return holders.size === 1 && holders.has(userId);
};
