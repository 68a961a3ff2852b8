import { err, type Instant, minuteMs, ok, type Result, secondMs, toIso } from "../kernel/index.ts";

/** The headers of a signed message, as Standard Webhooks names them; undefined for one that was not sent. */
export interface SignatureHeaders {
  readonly id: string | undefined;
  readonly timestamp: string | undefined;
  readonly signature: string | undefined;
}

/** What a sender says that it signed, and its signatures of version 1, in base64. */
export interface SignedMessage {
  readonly id: string;
  readonly timestamp: string;
  readonly signatures: readonly string[];
}

/** How far the sender's clock may be from ours, before or behind: Standard Webhooks 1.0. */
export const signedWithinMs = 5 * minuteMs;

/** How long the id of a message is remembered: past every moment at which its time would still do. */
export const replayMs = 2 * signedWithinMs + minuteMs;

/** Reads the headers of a signed message; the problem says which is wrong and how, and repeats no signature. */
export const readSignature = (headers: SignatureHeaders, now: Instant): Result<SignedMessage, string> => {
  const { id, timestamp, signature } = headers;
  if (id === undefined || timestamp === undefined || signature === undefined) {
    return err("This source's payloads are signed: send webhook-id, webhook-timestamp and webhook-signature");
  }
  if (!/^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(id)) {
    return err("webhook-id is 1 to 256 printable ASCII characters, without a full stop");
  }
  if (!/^\d{1,12}$/.test(timestamp)) return err("webhook-timestamp is a whole number of seconds since 1970");
  if (Math.abs(Number(timestamp) * secondMs - now) > signedWithinMs) {
    return err(`webhook-timestamp is more than 5 minutes from now, which is ${toIso(now)}`);
  }
  const signatures = signature
    .split(" ")
    .filter((one) => one.startsWith("v1,"))
    .map((one) => one.slice("v1,".length));
  return signatures.length > 0 && signatures.length <= signaturesMax
    ? ok({ id, timestamp, signatures })
    : err(`webhook-signature is 1 to ${signaturesMax} signatures such as v1,K5oZfzN95Z…, parted by spaces`);
};

const signaturesMax = 10;
