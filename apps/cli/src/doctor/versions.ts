import { lookAtVersions } from "../compose.ts";
import { type Check, fault, ok, skipped } from "./check.ts";

export const checkVersions = (): readonly Check[] => {
  const { node, sqlite } = lookAtVersions();
  return [
    node.fault === null
      ? ok("Node", node.version)
      : fault("Node", node.fault, "In a clone, npx -y pnpm@12 tocsin … brings its own on Linux."),
    sqliteCheck(sqlite),
  ];
};

const sqliteCheck = (sqlite: ReturnType<typeof lookAtVersions>["sqlite"]): Check => {
  if (sqlite === null) return skipped("SQLite", "does not run on this Node");
  if (sqlite.fault === null) return ok("SQLite", sqlite.version);
  return fault("SQLite", sqlite.fault, "Install the packages anew: npx -y pnpm@12 install.");
};
