import type { DeviceGroupId, RuleId, Scope } from "../kernel/index.ts";
import type { DeviceCondition, DeviceGroup, DeviceGroupDraft } from "./device-group.ts";
import type { Device } from "./membership.ts";

/** A rule that names a group: `stops` where it would be left without any. */
export interface ConcernedRule {
  readonly id: RuleId;
  readonly name: string;
  readonly stops: boolean;
}

/** A device that a source has named, and the group that it is in. */
export interface KnownDevice extends Device {
  readonly group: DeviceGroupId;
}

/** Throws `notFound`; `conflict` where another group has the name. Every write outdates what decisions know. */
export interface DeviceGroupStore {
  /** In rank order, without *Ungrouped devices*. */
  list(scope: Scope): Promise<readonly DeviceGroup[]>;
  get(scope: Scope, id: DeviceGroupId): Promise<DeviceGroup>;
  /** Takes the last rank. */
  create(scope: Scope, draft: DeviceGroupDraft): Promise<DeviceGroup>;
  save(scope: Scope, id: DeviceGroupId, draft: DeviceGroupDraft): Promise<DeviceGroup>;
  /** Moves a group to a rank; those between make room. A rank beyond the last is the last. */
  rank(scope: Scope, id: DeviceGroupId, rank: number): Promise<readonly DeviceGroup[]>;
  /** Which rules name the group, and which of them would stop without it. */
  concernedRules(scope: Scope, id: DeviceGroupId): Promise<readonly ConcernedRule[]>;
  /** Deletes the group. Rules lose it; one that is left without a group stops and needs attention, none widens. */
  remove(scope: Scope, id: DeviceGroupId): Promise<readonly ConcernedRule[]>;
  /** Devices that match conditions, most recently seen first, and how many there are in all. */
  preview(
    scope: Scope,
    conditions: readonly DeviceCondition[],
    limit: number,
  ): Promise<{ readonly devices: readonly KnownDevice[]; readonly count: number }>;
}
