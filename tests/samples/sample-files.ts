import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "../../packages/core/src/intake/index.ts";

/** Payloads that others wrote, beside the repository; they are not part of it. */
const samplesFolder = join(import.meta.dirname, "../../../shared/samples");

export interface SampleFile {
  readonly name: string;
  readonly payload: unknown;
}

/** Every sample of one kind of source. Where the folder is missing there are none, and a printed line says so. */
export const sampleFilesOf = (kind: string): readonly SampleFile[] =>
  filesOf(kind).map(({ name, text }) => ({ name, payload: parsed(text) }));

/** The same as they are sent. */
export const sampleTextsOf = (kind: string): readonly string[] => filesOf(kind).map(({ text }) => text);

const filesOf = (kind: string): readonly { readonly name: string; readonly text: string }[] => {
  const folder = join(samplesFolder, kind);
  if (!existsSync(folder)) {
    console.log(`Skipped: there are no samples of ${kind} at ../shared/samples/${kind}`);
    return [];
  }
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
};

/** As the api reads what is posted to it: numbers too large for a number stay as they were written. */
const parsed = (text: string): unknown => {
  const result = parseJson(text);
  if (!result.ok) throw new Error(result.problem);
  return result.value;
};
