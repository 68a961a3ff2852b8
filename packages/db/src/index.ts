export type { IncidentMailMemory } from "./notifications/remember-told.ts";
export { isMigrated, type OpenOptions, openStores, type Stores } from "./open-stores.ts";
