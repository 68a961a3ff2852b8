import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** What a builder is sent: the files of a folder that `.dockerignore` leaves. */
export interface Context {
  readonly folder: string;
  /** Paths below the folder, with `/`. */
  readonly files: readonly string[];
}

export const readContext = (folder: string): Context => {
  const ignoreFile = join(folder, ".dockerignore");
  const ignore = parseIgnore(existsSync(ignoreFile) ? readFileSync(ignoreFile, "utf8") : "");
  const files: string[] = [];
  const walk = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === "" ? entry.name : `${below}/${entry.name}`;
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && statSync(join(folder, path)).isDirectory());
      if (isFolder && ignore.mayHold(path)) walk(path);
      else if (!isFolder && !ignore.excludes(path)) files.push(path);
    }
  };
  walk("");
  return { folder, files };
};

interface Ignore {
  excludes(path: string): boolean;
  /** Whether a folder may hold files that are sent. */
  mayHold(folder: string): boolean;
}

/** The rules of docs.docker.com/build/concepts/context: the last pattern that fits a path, or a folder above it, decides. */
const parseIgnore = (text: string): Ignore => {
  const rules = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const keeps = line.startsWith("!");
      const pattern = (keeps ? line.slice(1) : line).trim().replace(/^\/|\/$/g, "");
      return { keeps, pattern, fits: regexOf(pattern) };
    });
  const excludes = (path: string): boolean =>
    rules.reduce((excluded, { keeps, fits }) => (fits.test(path) ? !keeps : excluded), false);
  return {
    excludes,
    mayHold: (folder) =>
      !excludes(folder) || rules.some(({ keeps, pattern }) => keeps && pattern.startsWith(`${folder}/`)),
  };
};

const regexOf = (pattern: string): RegExp => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(
      /\*\*\/|\*\*|\*|\?/g,
      (sign) => ({ "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" })[sign] ?? sign,
    );
  return new RegExp(`^${source}(?:/.*)?$`);
};
