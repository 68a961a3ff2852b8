import type { Actor, UserId } from "@tocsin/core/kernel";
import type { StoreParts } from "../store-parts.ts";
import { type notificationRules, notificationRuleVersions } from "./tables.ts";

/** Keeps a rule as a save left it. To be run in the write that saves it. */
export const writeVersion = ({ db }: StoreParts, row: typeof notificationRules.$inferSelect, actor: Actor): void => {
  const savedBy: UserId | null = actor.kind === "user" ? actor.id : null;
  db.insert(notificationRuleVersions)
    .values({
      ruleId: row.id,
      version: row.version,
      rule: row.rule,
      savedAt: row.updatedAt,
      savedBy,
      archived: row.archivedAt !== null,
    })
    .run();
};
