import { demandWithin } from "@tocsin/core/access";
import { type Actor, type RuleId, refused, type Scope } from "@tocsin/core/kernel";
import {
  fitsRuleFilter,
  type NotificationRule,
  placeOf,
  type RuleDraft,
  type RuleStore,
  type RuleWithRecipients,
  recipientsSaved,
  seesRule,
  visibleRule,
} from "@tocsin/core/notification-rules";
import { and, asc, desc, eq, gt, isNull } from "drizzle-orm";
import { users } from "../accounts/tables.ts";
import { noteChange } from "../audit/audited-writer.ts";
import { newId } from "../ids.ts";
import { outdateKnowledge } from "../knowledge.ts";
import { found } from "../not-found.ts";
import { pageOf } from "../page.ts";
import type { StoreParts } from "../store-parts.ts";
import { letHear } from "./let-hear.ts";
import { refuseStale, refuseTakenName, refuseUnknown } from "./refuse-rule.ts";
import { nameKeyOf, ruleOf, wholeBody } from "./rows.ts";
import { readRecipients, saveRecipients } from "./rule-recipients.ts";
import { notificationRules, notificationRuleVersions, type RuleBody } from "./tables.ts";
import { writeVersion } from "./versions.ts";

type RuleRow = typeof notificationRules.$inferSelect;

export const openRuleStore = (parts: StoreParts): RuleStore => {
  const { db, writer, clock } = parts;

  /** One that the caller may see, archived or not. */
  const findAny = ({ organizationId, deviceGroups }: Scope, id: RuleId): RuleRow => {
    const mine = and(eq(notificationRules.organizationId, organizationId), eq(notificationRules.id, id));
    const row = db.select().from(notificationRules).where(mine).get();
    return found(row && seesRule(row.rule, deviceGroups) ? row : undefined, "notification rule");
  };

  const find = (scope: Scope, id: RuleId): RuleRow => {
    const row = findAny(scope, id);
    return found(row.archivedAt === null ? row : undefined, "notification rule");
  };

  /** One that is the caller's to change. */
  const findToChange = (scope: Scope, id: RuleId): RuleRow => {
    const row = find(scope, id);
    demandWithin(scope.manages, "rules.manage", placeOf(row.rule));
    return row;
  };

  const withRecipients = ({ deviceGroups }: Scope, rows: readonly RuleRow[]): readonly RuleWithRecipients[] => {
    const rules = rows.map(ruleOf);
    const known = readRecipients(parts, rows[0]?.organizationId, rules);
    return rules.map((whole) => {
      const { rule, hidden } = visibleRule(whole, deviceGroups);
      return { rule, recipients: known, hiddenDeviceGroups: hidden };
    });
  };

  const one = (scope: Scope, row: RuleRow): RuleWithRecipients =>
    found(withRecipients(scope, [row])[0], "notification rule");

  /** Writes a version, its recipients, and outdates what decisions know. */
  const write = (
    scope: Scope,
    row: RuleRow,
    draft: RuleDraft,
    actor: Actor,
    before: RuleBody | null,
  ): RuleWithRecipients => {
    demandWithin(scope.manages, "rules.manage", placeOf(draft));
    refuseTakenName(parts, row);
    refuseUnknown(parts, row.organizationId, draft);
    saveRecipients(parts, row.organizationId, draft);
    if (before === null) db.insert(notificationRules).values(row).run();
    else db.update(notificationRules).set(row).where(eq(notificationRules.id, row.id)).run();
    writeVersion(parts, row, actor);
    outdateKnowledge(db, row.organizationId);
    noteChange({ object: ruleObject(row), before, after: row.rule });
    return one(scope, row);
  };

  return {
    list: async (scope, { limit, after }, filter = {}) => {
      // Rules are few; which of them a limited reader may see, and which are asked for, stands inside of them.
      const narrowed = scope.deviceGroups !== null || Object.values(filter).some((asked) => asked !== undefined);
      const visible = db
        .select()
        .from(notificationRules)
        .where(
          and(
            eq(notificationRules.organizationId, scope.organizationId),
            isNull(notificationRules.archivedAt),
            after === null ? undefined : gt(notificationRules.nameKey, after),
          ),
        )
        .orderBy(asc(notificationRules.nameKey))
        .limit(narrowed ? -1 : limit + 1)
        .all()
        .filter(({ rule }) => seesRule(rule, scope.deviceGroups))
        .filter((row) => fitsRuleFilter(visibleRule(ruleOf(row), scope.deviceGroups).rule, filter));
      const page = pageOf(
        visible.slice(0, limit + 1),
        limit,
        (row) => row,
        (row) => row.nameKey,
      );
      return { items: withRecipients(scope, page.items), next: page.next };
    },

    get: async (scope, id) => one(scope, find(scope, id)),

    create: (scope, draft, actor) =>
      writer.write(() => {
        const now = clock();
        const row: RuleRow = {
          id: newId<RuleId>(),
          organizationId: scope.organizationId,
          nameKey: nameKeyOf(draft.name),
          version: 1,
          rule: bodyOf(draft, [], now),
          createdAt: now,
          updatedAt: now,
          archivedAt: null,
          needsAttention: null,
        };
        return write(scope, row, draft, actor, null);
      }),

    save: (scope, id, draft, ifVersion, actor) =>
      writer.write(() => {
        const before = findToChange(scope, id);
        refuseStale(before, ifVersion);
        const now = clock();
        const row: RuleRow = {
          ...before,
          nameKey: nameKeyOf(draft.name),
          version: before.version + 1,
          rule: bodyOf(draft, before.rule.recipients, now),
          updatedAt: now,
          needsAttention: null,
        };
        return write(scope, row, draft, actor, before.rule);
      }),

    versions: async (scope, id) => {
      const { organizationId } = findAny(scope, id);
      const rows = db
        .select({ version: notificationRuleVersions, name: users.name })
        .from(notificationRuleVersions)
        .innerJoin(notificationRules, eq(notificationRules.id, notificationRuleVersions.ruleId))
        .leftJoin(users, eq(users.id, notificationRuleVersions.savedBy))
        .where(and(eq(notificationRules.organizationId, organizationId), eq(notificationRules.id, id)))
        .orderBy(desc(notificationRuleVersions.version))
        .all();
      return rows.map(({ version: { version, savedAt, savedBy, archived, rule: whole }, name }) => {
        const { rule, hidden } = visibleRule(wholeBody(whole), scope.deviceGroups);
        return {
          version,
          savedAt,
          savedBy: savedBy === null ? null : { id: savedBy, name: name ?? "" },
          archived,
          rule,
          hiddenDeviceGroups: hidden,
        };
      });
    },

    resume: (scope, id, address, actor) =>
      writer.write(() => {
        const row = letHear(parts, findToChange(scope, id), address, null, actor);
        if (row === null) throw refused("ruleNotStopped");
        return one(scope, row);
      }),

    restore: (scope, id, actor) =>
      writer.write(() => {
        const before = findAny(scope, id);
        demandWithin(scope.manages, "rules.manage", placeOf(before.rule));
        if (before.archivedAt === null) throw refused("ruleNotArchived");
        const row = { ...before, version: before.version + 1, updatedAt: clock(), archivedAt: null };
        refuseTakenName(parts, row);
        db.update(notificationRules).set(row).where(eq(notificationRules.id, id)).run();
        writeVersion(parts, row, actor);
        outdateKnowledge(db, scope.organizationId);
        noteChange({ object: ruleObject(row), before: { archived: true }, after: { ...row.rule, archived: false } });
        return one(scope, row);
      }),

    archive: (scope, id, ifVersion, actor) =>
      writer.write(() => {
        const before = findToChange(scope, id);
        refuseStale(before, ifVersion);
        const now = clock();
        const row = { ...before, version: before.version + 1, updatedAt: now, archivedAt: now };
        db.update(notificationRules).set(row).where(eq(notificationRules.id, id)).run();
        writeVersion(parts, row, actor);
        outdateKnowledge(db, before.organizationId);
        noteChange({ object: ruleObject(row), before: row.rule, after: { archived: true } });
      }),
  };
};

const ruleObject = ({ id }: RuleRow) => ({ kind: "notification rule" as const, id });

const bodyOf = (
  { recipients: drafted, ...draft }: RuleDraft,
  before: NotificationRule["recipients"],
  now: number,
): RuleBody => ({
  ...draft,
  recipients: recipientsSaved(drafted, before, now),
});
