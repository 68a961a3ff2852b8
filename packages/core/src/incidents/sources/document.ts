import { canonical, type Digest, err, type Instant, ok, type Result } from "../../kernel/index.ts";
import { boundsProblem } from "../bounds.ts";
import type { Version } from "../incident.ts";
import { type ForeignRecord, isNothing, own, readList, readRecord } from "../read.ts";
import type { PayloadFault } from "../source-kind.ts";

/** The payload as an object that is safe to walk through, whatever was sent. */
export const readDocument = (payload: unknown): Result<ForeignRecord, PayloadFault> => {
  const outOfBounds = boundsProblem(payload);
  if (outOfBounds) return err(outOfBounds);
  const record = readRecord(payload);
  return record ? ok(record) : err({ path: "", problem: "is not an object" });
};

/** The objects under the key. An entry that is none is a fault; one that is null is left out. */
export const readObjects = (record: ForeignRecord, key: string): Result<readonly ForeignRecord[], PayloadFault> => {
  const value = own(record, key);
  const records: ForeignRecord[] = [];
  for (const [index, entry] of readList(value).entries()) {
    if (isNothing(entry)) continue;
    const object = readRecord(entry);
    if (!object) return err({ path: Array.isArray(value) ? `${key}.${index}` : key, problem: "is not an object" });
    records.push(object);
  }
  return ok(records);
};

/** The digest that tells this content from any other. */
export const contentHash = (content: unknown, digest: Digest): string => digest(canonical(content));

/** When something was written at its source, and the start of its content's hash, which orders writes of one moment. */
export const versionOf = (hash: string, at: Instant | null | undefined): Version => ({
  at: at ?? 0,
  hash: hash.slice(0, 16),
});

/** The object without the alerts in it: what it says of the incident itself, in whatever order its alerts come. */
export const withoutAlerts = ({ alerts: _, ...rest }: ForeignRecord): ForeignRecord => rest;
