import { roleAssignmentResponseSchema } from "@tocsin/core/access";
import { memberResponseSchema } from "@tocsin/core/accounts";
import { pageSchema } from "@tocsin/core/kernel";
import { useAnswer } from "../../lib/api.ts";

export const usersPath = "/api/v1/users";
export const assignmentsPath = "/api/v1/role-assignments";

/** What is read anew once an account, or what it may do, has changed. */
export const accountPaths = [usersPath, assignmentsPath] as const;

export type User = ReturnType<typeof memberResponseSchema.parse>;
export type Granted = ReturnType<typeof roleAssignmentResponseSchema.parse>;

const userPage = pageSchema(memberResponseSchema);
const grantedPage = pageSchema(roleAssignmentResponseSchema);

export const useUsers = (cursor: string | undefined) =>
  useAnswer(`${usersPath}${cursor === undefined ? "" : `?cursor=${encodeURIComponent(cursor)}`}`, userPage);

export const useUser = (id: string) => useAnswer(`${usersPath}/${encodeURIComponent(id)}`, memberResponseSchema);

/** Who has which role here. */
export const useAssignments = () => useAnswer(assignmentsPath, grantedPage);
