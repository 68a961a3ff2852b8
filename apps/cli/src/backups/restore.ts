import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { actOf } from "../audit/act-of.ts";
import { type Answer, type Call, type Command, CommandFault } from "../command.ts";
import { keepProgramsOut, prepareCopy } from "../compose.ts";
import type { Config } from "../config.ts";
import { flush, unpack } from "./archive.ts";
import { keyAdvice } from "./key-advice.ts";
import { contentNames, type Manifest } from "./manifest.ts";

export const restore: Command = {
  name: "restore",
  summary: "Make the data folder what it was when a backup was taken, and mail nothing again.",
  operands: [{ name: "file" }],
  options: {
    force: { about: "also where the data folder is not empty; what lies there is moved aside, never deleted" },
  },
  about: [
    "Checks the backup against its checksums first. Refuses while a program runs on the data folder (TOCSIN_DATA_DIR), " +
      "whatever the options say.",
    "After the backup was taken the installation may have sent what was still open in it. So every delivery that waited " +
      "or was being sent comes back held, and goes out only when a person says so: tocsin redrive --held, or one at a " +
      "time in the console. If nothing was sent since, for instance because the machine was lost at that moment, " +
      "release them all.",
  ],
  failsWhen: "nothing was restored; the data folder is as it was",
  run: (call) => restoreFrom(call),
};

const restoreFrom = async ({ operands: [name = ""], options, config: settings }: Call): Promise<Answer> => {
  const config = await settings();
  const file = resolve(name);
  if (!existsSync(file)) throw new CommandFault(1, `There is no ${file}`);
  await mkdir(config.dataDir, { recursive: true });
  const alone = keepProgramsOut(config);
  if (alone === null) {
    throw new CommandFault(1, `A program runs on ${config.dataDir}: stop api and worker, then restore`);
  }
  try {
    if (options["force"] !== true) await refuseUnlessEmpty(config.dataDir, file);
    return await replace(config, file, alone);
  } finally {
    alone.letGo();
  }
};

/** A folder of a mounted disk may hold the disk's own; the backup itself may lie there, too. */
const refuseUnlessEmpty = async (dataDir: string, file: string): Promise<void> => {
  const own = dirname(file) === dataDir ? basename(file) : null;
  const [first] = (await readdir(dataDir)).filter((entry) => entry !== own && entry !== "lost+found");
  if (first === undefined) return;
  throw new CommandFault(
    1,
    `${dataDir} is not empty (${first}): name another folder in TOCSIN_DATA_DIR, or say --force to move it aside`,
  );
};

const replace = async (config: Config, file: string, alone: { letGo(): void }): Promise<Answer> => {
  const { dataDir } = config;
  // In the data folder itself, so that everything is moved into place within one disk.
  const staging = await mkdtemp(join(dataDir, ".restore-"));
  try {
    const manifest = await unpack(file, staging);
    if (manifest.files["secret.key"] !== undefined) await chmod(join(staging, "secret.key"), 0o600);
    const held = prepareCopy(
      join(staging, "tocsin.db"),
      Date.parse(manifest.takenAt),
      actOf(restore, null, "backup", manifest.takenAt),
    );
    if (held === "newer") throw new CommandFault(1, `${file} was made by a newer version: restore it with that one`);
    const key = keyAdvice(config, manifest);
    // Closing it brings what its log still holds into the database that is moved aside.
    alone.letGo();
    const movedTo = await moveAside(dataDir, manifest);
    for (const name of contentNames.filter((one) => manifest.files[one] !== undefined)) {
      await flush(join(staging, name));
      await rename(join(staging, name), join(dataDir, name));
    }
    await flush(dataDir);
    const total = held.waiting + held.sending + held.held;
    return {
      exitCode: 0,
      lines: [
        `Restored ${dataDir} as it was at ${manifest.takenAt}.`,
        ...(movedTo === null ? [] : [`What was there before lies in ${movedTo}.`]),
        ...(total === 0 ? ["No delivery was open: nothing is held."] : heldLines(held)),
        ...key.lines,
      ],
      json: { dataDir, takenAt: manifest.takenAt, movedTo, held: { ...held, total }, key: key.state },
    };
  } finally {
    // Unpacking that failed may still be closing a file there.
    await rm(staging, { recursive: true, force: true, maxRetries: 20, retryDelay: 20 });
  }
};

const heldLines = ({ waiting, sending, held }: Readonly<Record<"waiting" | "sending" | "held", number>>) => [
  `Held, because they may have been sent since: ${waiting + sending + held} deliveries` +
    ` (${waiting} waited, ${sending} were being sent and are in doubt, ${held} were held before).`,
  "Nothing of them is mailed until you say so: tocsin redrive --held --dry-run lists them, tocsin redrive --held sends them.",
];

/** Only what the backup brings makes place for it. */
const moveAside = async (dataDir: string, { files, takenAt }: Manifest): Promise<string | null> => {
  const names = ["tocsin.db", "tocsin.db-wal", "tocsin.db-shm", ...(files["secret.key"] ? ["secret.key"] : [])];
  const there = names.filter((name) => existsSync(join(dataDir, name)));
  if (there.length === 0) return null;
  const folder = await mkdtemp(join(dataDir, `before-restore-of-${takenAt.replace(/[:.]/g, "-")}-`));
  for (const name of there) await rename(join(dataDir, name), join(folder, name));
  return folder;
};
