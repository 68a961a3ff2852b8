import { Secret, TOTP } from "otpauth";

/** RFC 6238 as every authenticator has it: SHA-1, six digits, thirty seconds. */
const periodSeconds = 30;
const parameters = { algorithm: "SHA1", digits: 6, period: periodSeconds };
/** RFC 6238 section 5.2: one step to either side, for a clock that is off and a person who types. */
const window = 1;

/** A key of 160 random bits (RFC 4226 section 4, R6), in base32 as people type it. */
export const newTotpKey = (): string => new Secret({ size: 20 }).base32;

/** What an authenticator reads from a QR code. */
export const totpUri = (key: string, issuer: string, account: string): string =>
  new TOTP({ ...parameters, secret: Secret.fromBase32(key), issuer, label: account }).toString();

/** The time step to which a code belongs, near `now`; null for a code of none. */
export const totpStepOf = (key: string, code: string, now: number): number | null => {
  const token = code.replace(/[\s-]/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const totp = new TOTP({ ...parameters, secret: Secret.fromBase32(key) });
  const delta = totp.validate({ token, timestamp: now, window });
  return delta === null ? null : Math.floor(now / 1_000 / periodSeconds) + delta;
};
