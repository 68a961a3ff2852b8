import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isSample } from "./sample.ts";
import { derivedToken } from "./token.ts";

/** Why a secret key cannot be used, in words for who set it; never with the key itself. */
export class SecretKeyFault extends Error {
  override readonly name = "SecretKeyFault";
}

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
 * by its owner alone. Whoever loses the race to make it reads the winner's. Throws a `SecretKeyFault` for one that is
 * too short, or that everybody could guess because it stands in a manual.
 */
export const loadSecretKey = (place: SecretKeyPlace): string => {
  const known = findSecretKey(place);
  if (known !== null && isSample(known)) throw new SecretKeyFault(sampleAdvice);
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

const sampleAdvice =
  "The secret key is a sample that others know, too. Give one of your own (openssl rand -base64 32), " +
  "or none: then one is made in the data folder";

const readKey = (file: string): string => {
  const key = readFileSync(file, "utf8").trim();
  if (key.length < 32) throw new SecretKeyFault(`The secret key in ${file} must have at least 32 characters`);
  return key;
};
