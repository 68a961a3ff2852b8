import type { Scope } from "../kernel/index.ts";
import type { DeviceGroup, DeviceGroupDraft } from "./device-group.ts";

export interface DeviceGroupStore {
  /** In rank order, without *Ungrouped devices*. */
  list(scope: Scope): Promise<readonly DeviceGroup[]>;
  /** Takes the last rank. Throws `conflict` where another group has the name. */
  create(scope: Scope, draft: DeviceGroupDraft): Promise<DeviceGroup>;
}
