export { type BackedUp, backUp } from "./backups/back-up.ts";
export { holdAlone } from "./backups/hold-alone.ts";
export { type HeldAfterRestore, prepareRestored } from "./backups/prepare-restored.ts";
export type { DigestMembersMemory } from "./deliveries/digest-members.ts";
export {
  type DatabaseFacts,
  type DeliveryFacts,
  inspectDatabase,
  inspectVersions,
  type PollFacts,
  type SourceFacts,
} from "./health/inspect.ts";
export type { DigestMemory, IncidentMailMemory } from "./notifications/remember-told.ts";
export { isMigrated, type OpenOptions, openStores, type Stores } from "./open-stores.ts";
