import {
  type ConcernedRule,
  type DeviceGroup,
  type DeviceGroupStore,
  groupOf,
  matchesAll,
} from "@tocsin/core/device-groups";
import { type DeviceGroupId, type OrganizationId, refused, type Scope } from "@tocsin/core/kernel";
import type { NotificationRule } from "@tocsin/core/notification-rules";
import { desc, eq } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { openPlanNotice, type PlanNotice } from "../deliveries/plan-notice.ts";
import { newId } from "../ids.ts";
import { outdateKnowledge } from "../knowledge.ts";
import { found } from "../not-found.ts";
import { readRules } from "../notification-rules/rows.ts";
import { notificationRules, notificationRuleVersions } from "../notification-rules/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { refileIncidents } from "./refile-incidents.ts";
import { readDeviceGroups } from "./rows.ts";
import { deviceGroups, devices } from "./tables.ts";

export const openDeviceGroupStore = (parts: StoreParts): DeviceGroupStore => {
  const { db, writer, clock } = parts;
  const planNotice = openPlanNotice(parts);

  const visible = ({ organizationId, deviceGroups: reach }: Scope): readonly DeviceGroup[] =>
    readDeviceGroups(db, organizationId).filter(({ id }) => reach === null || reach.has(id));

  const find = (scope: Scope, id: DeviceGroupId): DeviceGroup =>
    found(
      visible(scope).find((group) => group.id === id),
      "device group",
    );

  /** Part of every write: which device is in which group has changed for decisions, and for whoever may see incidents. */
  const regroup = (organizationId: OrganizationId): void => {
    outdateKnowledge(db, organizationId);
    refileIncidents(db, organizationId);
  };

  const refuseTakenName = (organizationId: OrganizationId, name: string, except: DeviceGroupId | null): void => {
    const taken = readDeviceGroups(db, organizationId).some(
      (group) => group.id !== except && group.name.toLowerCase() === name.toLowerCase(),
    );
    if (taken) throw refused("groupNameTaken", { name });
  };

  const concerned = ({ organizationId }: Scope, id: DeviceGroupId): readonly NotificationRule[] =>
    readRules(db, organizationId).filter(
      ({ deviceGroups: scope }) => scope.scope === "selected" && scope.ids.includes(id),
    );

  return {
    list: async (scope) => visible(scope),

    get: async (scope, id) => find(scope, id),

    create: ({ organizationId }, draft) =>
      writer.write(() => {
        refuseTakenName(organizationId, draft.name, null);
        const rank = readDeviceGroups(db, organizationId).reduce((last, group) => Math.max(last, group.rank), 0) + 1;
        const group = { id: newId<DeviceGroupId>(), organizationId, ...draft, rank };
        const now = clock();
        db.insert(deviceGroups)
          .values({ ...group, createdAt: now, updatedAt: now })
          .run();
        regroup(organizationId);
        noteChange({ object: groupObject(group.id), after: { ...draft, rank } });
        return group;
      }),

    save: (scope, id, draft) =>
      writer.write(() => {
        const before = find(scope, id);
        refuseTakenName(scope.organizationId, draft.name, id);
        db.update(deviceGroups)
          .set({ ...draft, updatedAt: clock() })
          .where(eq(deviceGroups.id, id))
          .run();
        regroup(scope.organizationId);
        const after = { ...before, ...draft };
        noteChange({ object: groupObject(id), before, after });
        return after;
      }),

    rank: (scope, id, rank) =>
      writer.write(() => {
        const moved = find(scope, id);
        const others = readDeviceGroups(db, scope.organizationId).filter((group) => group.id !== id);
        const ordered = others.toSpliced(rank - 1, 0, moved);
        ordered.forEach((group, index) => {
          db.update(deviceGroups)
            .set({ rank: index + 1 })
            .where(eq(deviceGroups.id, group.id))
            .run();
        });
        regroup(scope.organizationId);
        noteChange({ object: groupObject(id), before: { rank: moved.rank }, after: { rank } });
        return readDeviceGroups(db, scope.organizationId);
      }),

    concernedRules: async (scope, id) => {
      find(scope, id);
      return concerned(scope, id).map(concernedRuleOf);
    },

    remove: (scope, id) =>
      writer.write(() => {
        const { name } = find(scope, id);
        const now = clock();
        const rules = concerned(scope, id);
        db.update(deviceGroups).set({ archivedAt: now, updatedAt: now }).where(eq(deviceGroups.id, id)).run();
        for (const rule of rules) takeGroupFrom(parts, planNotice, rule, id, name, now);
        regroup(scope.organizationId);
        const concernedRules = rules.map(concernedRuleOf);
        noteChange({ object: groupObject(id), before: { name }, after: { deleted: true, rules: concernedRules } });
        return concernedRules;
      }),

    preview: async ({ organizationId, deviceGroups: reach }, conditions, limit) => {
      const groups = readDeviceGroups(db, organizationId);
      const matching = db
        .select({ device: devices.device })
        .from(devices)
        .where(eq(devices.organizationId, organizationId))
        .orderBy(desc(devices.lastSeenAt))
        .all()
        .filter(({ device }) => matchesAll(device, conditions))
        .map(({ device }) => ({ ...device, group: groupOf(device, groups) }))
        .filter(({ group }) => reach === null || reach.has(group));
      return {
        devices: matching.slice(0, limit),
        count: matching.length,
      };
    },
  };
};

const groupObject = (id: DeviceGroupId) => ({ kind: "device group" as const, id });

const concernedRuleOf = ({ id, name, deviceGroups: scope }: NotificationRule): ConcernedRule => ({
  id,
  name,
  stops: scope.scope === "selected" && scope.ids.length === 1,
});

/**
 * A rule that loses its last group keeps it by id and stops: it must neither vanish nor tell of more than before, and
 * its administrators are told.
 */
const takeGroupFrom = (
  { db }: StoreParts,
  planNotice: PlanNotice,
  rule: NotificationRule,
  id: DeviceGroupId,
  groupName: string,
  now: number,
): void => {
  if (rule.deviceGroups.scope === "all") return;
  const row = found(
    db.select().from(notificationRules).where(eq(notificationRules.id, rule.id)).get(),
    "notification rule",
  );
  const left = rule.deviceGroups.ids.filter((other) => other !== id);
  const stops = left.length === 0;
  const version = row.version + 1;
  const body = stops ? row.rule : { ...row.rule, deviceGroups: { ...rule.deviceGroups, ids: left } };
  const needsAttention = stops ? `its only device group, ‘${groupName}’, was deleted` : row.needsAttention;
  db.update(notificationRules)
    .set({ version, rule: body, needsAttention, updatedAt: now })
    .where(eq(notificationRules.id, rule.id))
    .run();
  db.insert(notificationRuleVersions).values({ ruleId: rule.id, version, rule: body, savedAt: now }).run();
  if (!stops) return;
  const { organizationId } = rule;
  const notice = { kind: "ruleNeedsAttention", ruleId: rule.id, ruleName: rule.name, group: groupName } as const;
  planNotice({ organizationId, notice, trouble: `${rule.id}:${version}`, thread: `rule.${rule.id}`, at: now });
};
