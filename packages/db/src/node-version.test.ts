import { expect, test } from "vitest";
import { assertNodeVersion } from "./node-version.ts";

test.each(["22.12.0", "22.13.1", "23.0.0", "24.21.0", "26.0.0"])("Node %s is new enough", (version) => {
  expect(() => assertNodeVersion(version)).not.toThrow();
});

test.each(["22.11.9", "22.0.0", "20.19.2", "18.20.0", ""])("Node ‘%s’ is refused by name", (version) => {
  expect(() => assertNodeVersion(version)).toThrow(
    `Node ${version} is too old: Tocsin needs Node 22.12 or later. Start it with npx -y pnpm@12 start.`,
  );
});

test("the Node that runs these tests is new enough", () => {
  expect(() => assertNodeVersion()).not.toThrow();
});
