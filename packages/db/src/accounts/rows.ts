import type { Role } from "@tocsin/core/access";
import type { User } from "@tocsin/core/accounts";
import type { UserId } from "@tocsin/core/kernel";
import { eq } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { roleAssignments, type users } from "./tables.ts";

export const userOf = ({ id, name, email }: typeof users.$inferSelect): User => ({ id, name, email });

/** The roles that a user has, wherever. */
export const rolesOf = (db: Drizzle, userId: UserId): readonly Role[] =>
  db
    .selectDistinct({ role: roleAssignments.role })
    .from(roleAssignments)
    .where(eq(roleAssignments.userId, userId))
    .all()
    .map(({ role }) => role);
