import { DomainError, type SourceId } from "@tocsin/core/kernel";
import { readSignature, type SigningStore, type Source } from "@tocsin/core/sources";
import { isSigned, type Seal } from "@tocsin/secrets";
import type { Request } from "express";

export interface SignedParts {
  readonly signing: SigningStore;
  readonly seal: Pick<Seal, "open">;
  readonly now: () => number;
}

/** Where the signing secrets of a source are sealed. */
export const signingPlace = (sourceId: SourceId) => ({
  table: "source_signing_secrets",
  column: "sealed",
  id: sourceId,
});

/**
 * The id of a request that its source has signed, after Standard Webhooks; null where the source signs nothing. `body` is
 * every byte of it as it was sent. Throws where the signature does not hold, and says what is wrong without what would be right.
 */
export const signedIdOf = async (
  { signing, seal, now }: SignedParts,
  { id: sourceId, signed }: Source,
  request: Pick<Request, "get">,
  body: Uint8Array,
): Promise<string | null> => {
  if (!signed) return null;
  const headers = {
    id: request.get("webhook-id"),
    timestamp: request.get("webhook-timestamp"),
    signature: request.get("webhook-signature"),
  };
  const read = readSignature(headers, now());
  if (!read.ok) throw new DomainError("unauthenticated", read.problem);
  const { id, timestamp, signatures } = read.value;
  const place = signingPlace(sourceId);
  const secrets = (await signing.secretsOf(sourceId)).map((sealed) => seal.open(sealed, place));
  if (isSigned(secrets, { id, timestamp, body }, signatures)) return id;
  throw new DomainError(
    "unauthenticated",
    "No signature is of this body under a signing secret of this source: sign `webhook-id.webhook-timestamp.body`, every byte of the body as it is sent, with the bytes that stand in base64 after whsec_",
  );
};

/**
 * Takes a signed message in once, whichever process it comes to. `work` answers null for one that was not taken in and may
 * be sent again; a message that was is answered with null without it.
 */
export const once = async <Value>(
  { signing, now }: SignedParts,
  { id: sourceId }: Source,
  messageId: string | null,
  work: () => Promise<Value>,
): Promise<Value | null> => {
  if (messageId === null) return work();
  const claim = await signing.claim(sourceId, messageId, now());
  if (claim === "taken") return null;
  if (claim === "underway") {
    throw new DomainError("conflict", "A message with this webhook-id is being taken in just now: send it again later");
  }
  try {
    const value = await work();
    await signing.settle(sourceId, messageId, true);
    return value;
  } catch (error) {
    await signing.settle(sourceId, messageId, false).catch(() => undefined);
    throw error;
  }
};
