import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./program.ts";

/** Real payloads of one vendor, kept beside the repository. */
export interface Samples {
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/**
 * The payloads of a vendor's folder, or null with a printed line where that folder is not on this machine.
 * Under CI they must be there.
 */
export const samplesOf = (vendor: string): Samples | null => {
  const folder = join(root, "../shared/samples", vendor);
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .sort()
    : [];
  if (names.length > 0) {
    return { files: names.map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })) };
  }
  if (process.env["CI"]) throw new Error(`Under CI the payloads of ${vendor} must be in ../shared/samples`);
  console.log(`Skipped: there are no payloads of ${vendor} in ../shared/samples`);
  return null;
};
