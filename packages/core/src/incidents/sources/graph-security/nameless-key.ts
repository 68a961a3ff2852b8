import { canonical, type Digest } from "../../../kernel/index.ts";
import type { ForeignRecord } from "../../read.ts";

/** What changes while an alert is worked on, so that it tells nothing apart. */
const passing: ReadonlySet<string> = new Set([
  "createdDateTime",
  "detailedRoles",
  "healthStatus",
  "remediationStatus",
  "remediationStatusDetails",
  "riskScore",
  "roles",
  "tags",
  "verdict",
]);

/** A key for evidence without a name or id: the digest of all that is said of it and lasts. */
export const namelessKey = (record: ForeignRecord, digest: Digest): string =>
  digest(canonical(Object.fromEntries(Object.entries(record).filter(([key]) => !passing.has(key))))).slice(0, 32);
