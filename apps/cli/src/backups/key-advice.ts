import { findSecretKey, fingerprintOf } from "@tocsin/secrets";
import type { Config } from "../config.ts";
import type { Manifest } from "./manifest.ts";

/** Whether programs will have the key that the restored secrets were encrypted with, and what to do where not. */
export interface KeyAdvice {
  readonly state: "restored" | "same" | "other" | "missing";
  readonly lines: readonly string[];
}

/** Asked before anything is moved: what is found here is what was here before. */
export const keyAdvice = ({ secretKey }: Config, { keyFingerprint, files }: Manifest): KeyAdvice => {
  const brought = files["secret.key"] !== undefined;
  // A key that the environment names is used before the one in the data folder, whichever that is.
  const named = secretKey.given !== undefined || secretKey.file !== undefined;
  if (brought && !named) return { state: "restored", lines: ["The secret key came with the backup."] };
  const here = findSecretKey(secretKey);
  if (here !== null && fingerprintOf(here) === keyFingerprint) {
    return { state: "same", lines: ["The secret key that is set here is the one of the backup."] };
  }
  const give = "give it in TOCSIN_SECRET_KEY or TOCSIN_SECRET_KEY_FILE before you start";
  if (here !== null) {
    const lines = [`The secret key here is NOT that of the backup, whose secrets it cannot read: ${give}.`];
    return { state: "other", lines };
  }
  const lines = [`The secret key is not in the backup and not here: ${give}, or the next start makes a new one.`];
  return { state: "missing", lines };
};
