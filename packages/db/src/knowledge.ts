import type { Knowledge } from "@tocsin/core/intake";
import type { OrganizationId, RuleId } from "@tocsin/core/kernel";
import { indexRules, type NotificationRule } from "@tocsin/core/notification-rules";
import { eq, sql } from "drizzle-orm";
import { readUserScopes } from "./accounts/user-scopes.ts";
import type { Clock } from "./clock.ts";
import { readDeviceGroups } from "./device-groups/rows.ts";
import { readRules } from "./notification-rules/rows.ts";
import type { Drizzle } from "./open.ts";
import { organizationOf } from "./organizations/rows.ts";
import { organizations } from "./organizations/tables.ts";
import { readSilences } from "./silences/rows.ts";

/** What decisions of an organization depend on, at one revision. */
export interface KnowledgeAt extends Omit<Knowledge, "told" | "openDeliveries" | "mutes"> {
  readonly revision: number;
  /** Those that are not archived. */
  readonly rulesById: ReadonlyMap<RuleId, NotificationRule>;
}

/** Answers what an organization knows now; called inside the transaction that uses it. */
export type ReadKnowledge = (id: OrganizationId) => KnowledgeAt;

export interface KeptKnowledge {
  readonly knowledgeOf: ReadKnowledge;
  /** To be called when a write was undone: a revision that it had made will be made again, of something else. */
  forget(): void;
}

/**
 * Rules and groups change seldom and are asked at every payload, so they are kept in memory. The revision is read in
 * the same transaction each time: a copy that another process has outdated is never used.
 */
export const openKnowledge = (db: Drizzle, clock: Clock): KeptKnowledge => {
  const kept = new Map<OrganizationId, KnowledgeAt>();
  const byId = db
    .select()
    .from(organizations)
    .where(eq(organizations.id, sql.placeholder("id")))
    .prepare();
  const revisionOf = db
    .select({ revision: organizations.knowledgeRevision })
    .from(organizations)
    .where(eq(organizations.id, sql.placeholder("id")))
    .prepare();

  const read = (id: OrganizationId): KnowledgeAt => {
    const row = byId.get({ id });
    if (row === undefined) throw new Error(`No organization ${id}`);
    const scopes = readUserScopes(db, id);
    const rules = readRules(db, id);
    return {
      revision: row.knowledgeRevision,
      organization: organizationOf(row),
      rules: indexRules(rules),
      rulesById: new Map(rules.map((rule) => [rule.id, rule])),
      groups: readDeviceGroups(db, id),
      silences: readSilences(db, id, clock()),
      userScopeOf: (address) => scopes.get(address) ?? null,
    };
  };

  return {
    knowledgeOf: (id) => {
      const current = kept.get(id);
      if (current !== undefined && current.revision === revisionOf.get({ id })?.revision) return current;
      const fresh = read(id);
      kept.set(id, fresh);
      return fresh;
    },
    forget: () => kept.clear(),
  };
};

/** Outdates every process's copy; part of the transaction that changes a rule, a group, a setting or a right. */
export const outdateKnowledge = (db: Drizzle, id: OrganizationId): void => {
  db.update(organizations)
    .set({ knowledgeRevision: sql`${organizations.knowledgeRevision} + 1` })
    .where(eq(organizations.id, id))
    .run();
};
