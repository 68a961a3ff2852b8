import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The installation's secret: given, or from a file, or made on the first start and kept in the data folder, readable
 * by its owner alone. Whoever loses the race to make it reads the winner's.
 */
export const loadSecretKey = ({
  given,
  file,
  dataDir,
}: {
  readonly given: string | undefined;
  readonly file: string | undefined;
  readonly dataDir: string;
}): string => {
  if (given !== undefined) return given;
  if (file !== undefined) return checked(readFileSync(file, "utf8").trim(), file);
  const kept = join(dataDir, "secret.key");
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(kept, `${randomBytes(32).toString("base64url")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return checked(readFileSync(kept, "utf8").trim(), kept);
};

const checked = (key: string, file: string): string => {
  if (key.length < 32) throw new Error(`The secret key in ${file} must have at least 32 characters`);
  return key;
};
