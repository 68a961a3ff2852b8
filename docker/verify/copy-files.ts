import { cpSync, existsSync, lstatSync, mkdirSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import type { Context } from "./context.ts";
import type { Instruction } from "./dockerfile.ts";
import { Fault } from "./fault.ts";

/** The files of a context that a COPY of `source` takes. */
export const filesOf = (source: string, files: readonly string[]): readonly string[] => {
  const path = posix.normalize(source).replace(/^\.\/|\/$/g, "");
  return path === "." ? files : files.filter((file) => file === path || file.startsWith(`${path}/`));
};

/** Where a COPY takes from and goes to. */
interface Places {
  readonly context: Context;
  /** The roots of the stages so far. */
  readonly stages: ReadonlyMap<string, { readonly root: string }>;
  readonly root: string;
  readonly workdir: string;
}

/** Carries a COPY out, from the context or an earlier stage. Owners are left alone: the programs may only read. */
export const copyFiles = ({ words, flags, place }: Instruction, { context, stages, root, workdir }: Places): void => {
  const target = words.at(-1) ?? "";
  const destination = join(root, posix.resolve(workdir, target));
  const from = stages.get(flags.get("from") ?? "");
  const intoFolder = target.endsWith("/") || isFolder(destination);
  for (const source of words.slice(0, -1)) {
    if (from === undefined) copyFromContext(source, destination, intoFolder, context);
    else copyFromStage(join(from.root, source), destination, intoFolder, place, source);
  }
};

const isFolder = (path: string): boolean => existsSync(path) && lstatSync(path).isDirectory();

/** A folder's content goes into the destination; a file becomes it, unless that is a folder. */
const copyFromStage = (source: string, destination: string, intoFolder: boolean, place: string, said: string): void => {
  if (!existsSync(source)) throw new Fault(place, `COPY ${said}: the stage that it is copied from has no such file`);
  const to = intoFolder && !isFolder(source) ? join(destination, basename(source)) : destination;
  mkdirSync(dirname(to), { recursive: true });
  cpSync(source, to, { recursive: true, verbatimSymlinks: true });
};

const copyFromContext = (
  source: string,
  destination: string,
  intoFolder: boolean,
  { folder, files }: Context,
): void => {
  const path = posix.normalize(source).replace(/^\.\/|\/$/g, "");
  for (const file of filesOf(source, files)) {
    const below =
      path === "." ? file : file === path ? (intoFolder ? basename(file) : "") : file.slice(path.length + 1);
    const to = join(destination, below);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(folder, file), to);
  }
};
