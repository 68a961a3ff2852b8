import { err, ok, type Result } from "../../../kernel/index.ts";
import { boundsProblem } from "../../bounds.ts";
import { type ForeignRecord, own, readList, readRecord, readText, readWord } from "../../read.ts";
import type { PayloadFault } from "../../source-kind.ts";
import { readDocument } from "../document.ts";
import { camelCased } from "./camel-case.ts";

/** What EventBridge says of the event around a document. */
export interface AwsEvent {
  readonly source: string | null;
  readonly detailType: string | null;
}

/** A document of AWS out of its envelopes, with its keys in camel case. */
export interface AwsMessage {
  /** Null for a document that comes without an event around it. */
  readonly event: AwsEvent | null;
  readonly record: ForeignRecord;
}

/** Takes a document out of the notification of SNS and the event of EventBridge around it, either or both. */
export const readAwsMessage = (payload: unknown): Result<AwsMessage, PayloadFault> => {
  const document = readDocument(payload);
  if (!document.ok) return document;
  const outer = camelCased(document.value);
  if (!isNotification(outer)) return ok(outOfEvent(outer));
  if (own(outer, "type") === "SubscriptionConfirmation") {
    return err({
      path: "SubscribeURL",
      problem: "waits for you: open this address to confirm the subscription of SNS",
    });
  }
  const inner = readDocument(parsed(own(outer, "message")));
  if (!inner.ok) return err({ path: "Message", problem: "is not the JSON of an object" });
  return ok(outOfEvent(camelCased(inner.value)));
};

const isNotification = (record: ForeignRecord): boolean =>
  Object.hasOwn(record, "topicArn") && Object.hasOwn(record, "message");

const parsed = (value: unknown): unknown => {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
};

const outOfEvent = (record: ForeignRecord): AwsMessage => {
  const detail = readRecord(own(record, "detail"));
  if (detail === null) return { event: null, record };
  return {
    event: { source: readWord(own(record, "source")), detailType: readWord(own(record, "detail-type")) },
    record: detail,
  };
};

/** The findings of a body that lists them, in an event or not; null where it has no list of several, or none at all. */
export const openFindings = (body: unknown): readonly unknown[] | null => {
  if (readRecord(body) === null || boundsProblem(body) !== null) return null;
  const message = readAwsMessage(body);
  const findings = message.ok ? own(message.value.record, "findings") : undefined;
  return Array.isArray(findings) ? findings : null;
};

/** The one finding of a message that lists findings, or its record itself. Several are several documents. */
export const findingOf = ({ record }: AwsMessage): Result<ForeignRecord, PayloadFault> => {
  const listed = own(record, "findings");
  if (listed === undefined) return ok(record);
  const [first, ...others] = readList(listed);
  const finding = readRecord(first);
  if (finding === null || others.length > 0) {
    return err({ path: "findings", problem: "must hold one finding, where events come in a list or in lines" });
  }
  return ok(finding);
};

/** Why an event is none of those that tell of findings; null for one that is, and where nothing is said. */
export const otherEvent = (
  event: AwsEvent | null,
  isExpected: (event: { readonly source: string; readonly detailType: string }) => boolean,
): string | null => {
  const said = { source: readText(event?.source) ?? "", detailType: readText(event?.detailType) ?? "" };
  if (event === null || isExpected(said)) return null;
  return `It is the event "${said.detailType}" of ${said.source || "an unnamed source"}, and no finding`;
};
