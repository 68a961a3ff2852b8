import { createHmac } from "node:crypto";

/** A token that follows from the installation's secret, so that every process and every start knows the same one. */
export const derivedToken = (secret: string, purpose: string): string =>
  createHmac("sha256", secret).update(purpose).digest("base64url").slice(0, 32);

/** The one-time token of the set-up: the one that was given, else the one that follows from the secret key. */
export const setupTokenOf = (secret: string, given: string | undefined): string =>
  given ?? derivedToken(secret, "set-up");

/**
 * The token of a link in a mail: 192 bits that follow from the link's id, so that whoever sends the mail, however often,
 * fills in the same one, and neither the mail that is stored nor the database holds it.
 */
export const linkToken = (secret: string, linkId: string): string => derivedToken(secret, `link ${linkId}`);
