import { randomUUID } from "node:crypto";
import { rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../config.ts";
import { type Check, fault, ok, warning } from "./check.ts";
import { inWords } from "./in-words.ts";

const freeLeast = 64 * 1024 ** 2;
const freeWanted = 1024 ** 3;

/** Whether this user can write the data folder, and how much room is left there. */
export const checkDataFolder = async ({ dataDir }: Pick<Config, "dataDir">): Promise<readonly Check[]> => {
  const probe = join(dataDir, `.doctor-${randomUUID()}`);
  try {
    await writeFile(probe, "", { flag: "wx" });
    await rm(probe);
  } catch (error) {
    const found = `${dataDir} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
    const advice = "See that TOCSIN_DATA_DIR names the right folder, and that the user who runs Tocsin owns it.";
    return [fault("data folder", found, advice)];
  }
  return [ok("data folder", `${dataDir} can be written`), await checkRoom(dataDir)];
};

const checkRoom = async (dataDir: string): Promise<Check> => {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const found = `${inWords(free)} free`;
  const advice = "Make room: on a full disk Tocsin refuses payloads with 503 until there is some.";
  if (free < freeLeast) return fault("disk", found, advice);
  return free < freeWanted ? warning("disk", found, advice) : ok("disk", found);
};
