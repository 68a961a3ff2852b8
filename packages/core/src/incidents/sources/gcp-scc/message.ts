import { err, ok, type Result } from "../../../kernel/index.ts";
import { type ForeignRecord, isNothing, own, readRecord } from "../../read.ts";
import type { PayloadFault } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { textOfBase64 } from "./base64.ts";

/** A finding and the resource that its notification tells of beside it, if any. */
export interface SccNotification {
  readonly finding: ForeignRecord;
  readonly resource: ForeignRecord | null;
}

/** What stands around a notification: Pub/Sub's push and pull, Eventarc's event, an entry of Cloud Logging. */
const wrappers = ["message", "data", "jsonPayload"];

/** Takes a notification out of its envelopes. `data` of Pub/Sub is the notification as JSON in base64. */
export const readNotification = (payload: unknown): Result<SccNotification, PayloadFault> => {
  let document = readDocument(payload);
  for (let depth = 0; document.ok && depth < 5; depth += 1) {
    const found = notificationIn(document.value);
    if (found !== null) return ok(found);
    const record = document.value;
    const key = wrappers.find((wrapper) => !isNothing(own(record, wrapper)));
    if (key === undefined) break;
    document = readDocument(unpacked(own(record, key)));
    if (!document.ok) return err({ path: key, problem: "is neither an object nor the JSON of one in base64" });
  }
  return document.ok ? err({ path: "finding", problem: "is missing: this is no notification of SCC" }) : document;
};

const notificationIn = (record: ForeignRecord): SccNotification | null => {
  const finding = readRecord(own(record, "finding"));
  if (finding !== null) {
    return { finding, resource: readRecord(own(record, "resource")) ?? readRecord(own(finding, "resource")) };
  }
  return isNothing(own(record, "category")) ? null : { finding: record, resource: readRecord(own(record, "resource")) };
};

const unpacked = (value: unknown): unknown => {
  if (typeof value !== "string") return value;
  const text = value.trimStart().startsWith("{") ? value : textOfBase64(value);
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
};
