import { hash, randomBytes, timingSafeEqual } from "node:crypto";

/** SHA-256 as lower-case hex. */
export const sha256 = (text: string): string => hash("sha256", text);

/** A secret that people paste: a prefix that says what it is, and 256 random bits. */
export const newSecret = (prefix: "tsk" | "tat" | "ses" | "chl"): string =>
  `${prefix}_${randomBytes(32).toString("base64url")}`;

/** Compares secrets in a time that does not depend on where they differ. */
export const sameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)));
