import { existsSync, readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "../journeys/harness/program.ts";

/** A function as V8's profiler names it: lines and columns count from 0. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** A function as people know it: its source file and name, and the package that it is of. */
export interface Place {
  readonly name: string;
  readonly group: string;
}

/** Answers where a function of a bundle stands in the sources, through the source map beside the bundle. */
export const openPlaces = (): ((frame: CallFrame) => Place) => {
  const maps = new Map<string, SourceMap | null>();
  const mapOf = (file: string): SourceMap | null => {
    const known = maps.get(file);
    if (known !== undefined) return known;
    const map = existsSync(`${file}.map`) ? new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8"))) : null;
    maps.set(file, map);
    return map;
  };
  return ({ functionName, url, lineNumber, columnNumber }) => {
    const called = functionName === "" ? "(anonymous)" : functionName;
    if (url === "") return { name: called, group: "V8 and native code" };
    if (!url.startsWith("file:")) return { name: `${url} ${called}`, group: "Node" };
    const file = fileURLToPath(url);
    const entry = mapOf(file)?.findEntry(lineNumber, columnNumber);
    if (entry === undefined || !("originalSource" in entry)) return placeIn(file, called);
    return placeIn(resolve(dirname(file), entry.originalSource), `${called}:${entry.originalLine + 1}`);
  };
};

const placeIn = (file: string, called: string): Place => {
  // A package's own source map may lead to files that it does not ship, so its name is taken from pnpm's folder.
  const [, folder, rest] = /\/\.pnpm\/((?:@[^+/]+\+)?[^@/]+)@[^/]*\/node_modules\/(.+)$/.exec(file) ?? [];
  if (folder !== undefined && rest !== undefined) {
    const group = folder.replace("+", "/");
    const path = rest.startsWith(`${group}/`) ? rest : `${group}/${rest}`;
    return { name: `${path} ${called}`, group };
  }
  const path = relative(root, file);
  return { name: `${path} ${called}`, group: path.split("/").slice(0, 2).join("/") };
};
