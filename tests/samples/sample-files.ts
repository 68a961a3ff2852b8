import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Payloads that others wrote, beside the repository; they are not part of it. */
const samplesFolder = join(import.meta.dirname, "../../../shared/samples");

export interface SampleFile {
  readonly name: string;
  readonly payload: unknown;
}

/** Every sample of one kind of source. Where the folder is missing there are none, and a printed line says so. */
export const sampleFilesOf = (kind: string): readonly SampleFile[] => {
  const folder = join(samplesFolder, kind);
  if (!existsSync(folder)) {
    console.log(`Skipped: there are no samples of ${kind} at ../shared/samples/${kind}`);
    return [];
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({ name, payload: JSON.parse(readFileSync(join(folder, name), "utf8")) as unknown }));
};
