import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** What a sender signs: the headers `webhook-id` and `webhook-timestamp` as they were sent, and every byte of the body. */
export interface SignedContent {
  readonly id: string;
  readonly timestamp: string;
  readonly body: Uint8Array;
}

const prefix = "whsec_";

/** A secret to sign with, as Standard Webhooks writes them: `whsec_` and 256 random bits in base64. */
export const newSigningSecret = (): string => `${prefix}${randomBytes(32).toString("base64")}`;

/** Standard Webhooks 1.0, "Signature scheme": HMAC-SHA256 over `id.timestamp.body`, in base64, without the `v1,`. */
export const signatureOf = (secret: string, { id, timestamp, body }: SignedContent): string =>
  createHmac("sha256", Buffer.from(secret.slice(prefix.length), "base64"))
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest("base64");

/** Whether one of the signatures is of this content under one of the secrets, in a time that tells nothing of either. */
export const isSigned = (
  secrets: readonly string[],
  content: SignedContent,
  signatures: readonly string[],
): boolean => {
  const right = secrets.map((secret) => Buffer.from(signatureOf(secret, content)));
  const given = signatures.map((signature) => Buffer.from(signature));
  return given.filter((one) => right.some((other) => sameBytes(one, other))).length > 0;
};

// Every signature is of one length, which is no secret.
const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
