import { defineConfig } from "vitest/config";

/** Journeys start processes, and one of them waits for a dead worker's lease to end. */
const journeyMs = 150_000;

const project = (root: string, include: string[], timeoutMs = 40_000) => ({
  extends: true as const,
  test: { name: root, root, include, environment: "node" as const, testTimeout: timeoutMs, hookTimeout: timeoutMs },
});

const units = [
  "packages/core",
  "packages/db",
  "packages/queue",
  "packages/emails",
  "packages/secrets",
  "packages/outbound",
  "packages/program",
  "apps/api",
  "apps/cli",
  "apps/worker",
  "apps/web",
];

export default defineConfig({
  test: {
    // A skipped test under CI proves nothing, so it fails there.
    reporters: process.env["CI"] ? ["default", "./scripts/fail-on-skip.ts"] : ["default"],
    // Nothing opens on import and no test changes what another one sees, so files may share a worker.
    isolate: false,
    // Most of the journeys' time is waiting, for leases and for programs to start.
    maxWorkers: 4,
    setupFiles: [`${import.meta.dirname}/scripts/node-guard.ts`],
    projects: [
      ...units.map((root) => project(root, ["src/**/*.test.{ts,tsx}"])),
      project(
        "tests",
        [
          "journeys/**/*.test.ts",
          "faults/**/*.test.ts",
          "integrations/**/*.test.ts",
          "samples/**/*.test.ts",
          "hostile/**/*.test.ts",
          "docker/**/*.test.ts",
        ],
        journeyMs,
      ),
    ],
  },
});
