import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Registry } from "prom-client";

const page = join(import.meta.dirname, "../../../../docs/metrics.md");

/** The rows of a section of the page of metrics, in its order. */
export const rowsOnPage = (section: string): readonly string[] => {
  const [, after = ""] = readFileSync(page, "utf8").split(`\n## ${section}\n`);
  const [own = ""] = after.split("\n## ");
  return own.split("\n").filter((line) => line.startsWith("| `"));
};

/** What a registry exports, as rows of that page. */
export const rowsOf = async (registry: Registry): Promise<readonly string[]> =>
  (await registry.getMetricsAsJSON()).map(({ name, type, help }) => {
    const labels = (registry.getSingleMetric(name) as unknown as { labelNames: readonly string[] }).labelNames;
    return `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(", ")} | ${help} |`;
  });
