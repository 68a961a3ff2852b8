import { createHmac } from "node:crypto";

/** A token that follows from the installation's secret, so that every process and every start knows the same one. */
export const derivedToken = (secret: string, purpose: string): string =>
  createHmac("sha256", secret).update(purpose).digest("base64url").slice(0, 32);

/** The one-time token of the set-up: the one that was given, else the one that follows from the secret key. */
export const setupTokenOf = (secret: string, given: string | undefined): string =>
  given ?? derivedToken(secret, "set-up");
