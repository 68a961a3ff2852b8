import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Secrets by what they are. */
export type Canaries = Readonly<Record<string, string>>;

/** How a secret may be spelled where it has no business: as it is, percent-encoded, in hex and in base64. */
const spellingsOf = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  // Inside of a longer text the base64 of it looks like one of three, by where it begins; its ends depend on what is around.
  const shifted = [0, 1, 2].map((by) => {
    const coded = Buffer.concat([Buffer.alloc(by), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    return coded.slice(by === 0 ? 0 : by + 1, -1);
  });
  const inUrl = shifted.map((coded) => coded.replaceAll("+", "-").replaceAll("/", "_"));
  return [...new Set([secret, encodeURIComponent(secret), bytes.toString("hex"), ...shifted, ...inUrl])];
};

/** Which secrets stand in some text or bytes, in whatever spelling: `what as spelling`. */
export const canariesIn = (hay: string | Buffer, canaries: Canaries): readonly string[] => {
  const bytes = typeof hay === "string" ? Buffer.from(hay) : hay;
  return Object.entries(canaries).flatMap(([what, secret]) =>
    spellingsOf(secret)
      .filter((spelling) => bytes.includes(spelling) || bytes.includes(spelling.toUpperCase()))
      .map((spelling) => (spelling === secret ? what : `${what} as ${spelling}`)),
  );
};

/** The same of every file below a folder: the database, its log that is yet to be merged, captured mails. */
export const canariesInFolder = async (
  folder: string,
  canaries: Canaries,
  but: readonly string[] = [],
): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !but.includes(entry.name));
  const found = await Promise.all(
    files.map(async ({ parentPath, name }) =>
      canariesIn(await readFile(join(parentPath, name)), canaries).map((what) => `${what} in ${name}`),
    ),
  );
  return found.flat();
};
