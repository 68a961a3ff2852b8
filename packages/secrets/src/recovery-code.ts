import { randomBytes } from "node:crypto";
import { derivedToken } from "./token.ts";

const howMany = 10;
/** Without those that look alike (Crockford's base32). */
const letters = "0123456789abcdefghjkmnpqrstvwxyz";

/** Ten codes of 50 random bits, for the day on which the authenticator is lost: `x7k2m-9qfp4`. */
export const newRecoveryCodes = (): readonly string[] => Array.from({ length: howMany }, newRecoveryCode);

const newRecoveryCode = (): string => {
  const code = [...randomBytes(10)].map((byte) => letters[byte % letters.length]).join("");
  return `${code.slice(0, 5)}-${code.slice(5)}`;
};

/**
 * A recovery code as it is kept. Fifty bits could be found from a plain hash; this one also takes the installation's secret,
 * which is not in the database.
 */
export const recoveryCodeHash = (secretKey: string, userId: string, code: string): string =>
  derivedToken(secretKey, `recovery code of ${userId}: ${code.toLowerCase().replace(/[^0-9a-z]/g, "")}`);
