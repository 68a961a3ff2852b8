import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { toIso } from "@tocsin/core/kernel";
import { findSecretKey, fingerprintOf } from "@tocsin/secrets";
import { type Answer, type Call, type Command, CommandFault } from "../command.ts";
import { copyDatabase } from "../compose.ts";
import type { Config } from "../config.ts";
import { pack } from "./archive.ts";
import { contentOf, type Manifest, manifestName } from "./manifest.ts";

export const backup: Command = {
  name: "backup",
  summary: "Write one file with everything that a restore needs, while Tocsin runs.",
  operands: [{ name: "file" }],
  options: {
    "with-key": { about: "put the secret key into the backup, too; whoever has the file then has every secret" },
  },
  about: [
    "The file is a gzipped tar with the database as it was at one moment, and a checksum. Programs may go on working: " +
      "what they commit meanwhile is in the next backup.",
    "Mails and payloads lie in it in clear, so it is readable by its owner only. Without --with-key the secret key is " +
      "not in it: keep that key apart, because secrets in the database can be read with it alone. Captured mails are " +
      "in the database; the folder with their copies is not in the backup.",
  ],
  failsWhen: "no backup was written",
  run: (call) => backUpTo(call),
};

const backUpTo = async ({ operands: [name = ""], options, config: settings }: Call): Promise<Answer> => {
  const config = await settings();
  const file = resolve(name);
  if (existsSync(file)) throw new CommandFault(1, `${file} exists already; a backup overwrites nothing`);
  if (!existsSync(dirname(file))) throw new CommandFault(1, `There is no folder ${dirname(file)}`);
  const withKey = options["with-key"] === true;
  const staging = await mkdtemp(join(dirname(file), ".tocsin-backup-"));
  try {
    const manifest = await gather(config, staging, withKey);
    await pack(staging, [manifestName, ...Object.keys(manifest.files)], file);
    return await report(file, manifest, withKey);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
};

const gather = async (config: Config, folder: string, withKey: boolean): Promise<Manifest> => {
  const key = findSecretKey(config.secretKey);
  if (withKey && key === null) throw new CommandFault(1, "There is no secret key to put into the backup");
  const database = join(folder, "tocsin.db");
  const { takenAt, schemaVersion } = copyDatabase(config, database);
  const keyFile = join(folder, "secret.key");
  if (withKey) await writeFile(keyFile, `${key}\n`, { mode: 0o600 });
  const manifest: Manifest = {
    product: "tocsin",
    format: 1,
    takenAt: toIso(takenAt),
    schemaVersion,
    keyFingerprint: key === null ? null : fingerprintOf(key),
    files: { "tocsin.db": await contentOf(database), ...(withKey && { "secret.key": await contentOf(keyFile) }) },
  };
  await writeFile(join(folder, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
};

const report = async (file: string, { takenAt, files }: Manifest, withKey: boolean): Promise<Answer> => {
  const { size } = await stat(file);
  return {
    exitCode: 0,
    lines: [
      `Wrote ${file} (${size} bytes): everything that was committed before ${takenAt}.`,
      withKey
        ? "The secret key IS in it: whoever has this file has every secret of the installation."
        : "The secret key is NOT in it: keep it apart, or the secrets in the database cannot be read after a restore.",
    ],
    json: { file, bytes: size, takenAt, withKey, sha256: files["tocsin.db"].sha256 },
  };
};
