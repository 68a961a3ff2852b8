import { defineConfig } from "vitest/config";

const project = (root: string, include: string[]) => ({
  extends: true as const,
  test: { name: root, root, include, environment: "node" as const },
});

const units = ["packages/core", "packages/db", "packages/queue", "packages/emails", "apps/api", "apps/worker"];

export default defineConfig({
  test: {
    // A skipped test under CI proves nothing, so it fails there.
    reporters: process.env["CI"] ? ["default", "./scripts/fail-on-skip.ts"] : ["default"],
    setupFiles: [`${import.meta.dirname}/scripts/node-guard.ts`],
    projects: [
      ...units.map((root) => project(root, ["src/**/*.test.{ts,tsx}"])),
      {
        ...project("tests", ["journeys/**/*.test.ts"]),
        test: {
          ...project("tests", ["journeys/**/*.test.ts"]).test,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
