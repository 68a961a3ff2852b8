import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { derivedToken } from "./token.ts";

/** Where the installation's secret may come from, the first of them that is there. */
export interface SecretKeyPlace {
  readonly given: string | undefined;
  readonly file: string | undefined;
  readonly dataDir: string;
}

/** Where a secret that nobody gave is kept. */
export const keptKeyFile = (dataDir: string): string => join(dataDir, "secret.key");

/**
 * The installation's secret: given, or from a file, or made on the first start and kept in the data folder, readable
 * by its owner alone. Whoever loses the race to make it reads the winner's.
 */
export const loadSecretKey = (place: SecretKeyPlace): string => {
  const known = findSecretKey(place);
  if (known !== null) return known;
  const kept = keptKeyFile(place.dataDir);
  mkdirSync(place.dataDir, { recursive: true });
  try {
    writeFileSync(kept, `${randomBytes(32).toString("base64url")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readKey(kept);
};

/** The same secret for who only looks: null where none was given and none is made yet. */
export const findSecretKey = ({ given, file, dataDir }: SecretKeyPlace): string | null => {
  if (given !== undefined) return given;
  if (file !== undefined) return readKey(file);
  const kept = keptKeyFile(dataDir);
  return existsSync(kept) ? readKey(kept) : null;
};

/** Tells whether two keys are the same, without telling either. */
export const fingerprintOf = (secret: string): string => derivedToken(secret, "fingerprint").slice(0, 16);

const readKey = (file: string): string => {
  const key = readFileSync(file, "utf8").trim();
  if (key.length < 32) throw new Error(`The secret key in ${file} must have at least 32 characters`);
  return key;
};
