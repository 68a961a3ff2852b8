import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startProduct } from "../harness/product.ts";
import { root } from "../harness/program.ts";
import { type Furnished, furnish } from "./furnish.ts";
import { openConsole } from "./harness/open-console.ts";

interface Picture {
  readonly name: string;
  readonly path: (furnished: Furnished) => string;
  readonly ready: (page: Page) => Promise<unknown>;
}

const table = (page: Page) => page.getByRole("table").first().waitFor();
const replayed = (page: Page) => page.locator("aside figure").waitFor();

/** The pages that the documents show. */
const pictures: readonly Picture[] = [
  { name: "rules", path: () => "/rules", ready: table },
  { name: "wizard-settings", path: ({ ruleId }) => `/rules/${ruleId}/edit?step=settings`, ready: replayed },
  {
    name: "wizard-preview",
    path: ({ ruleId }) => `/rules/${ruleId}/edit?step=review`,
    ready: async (page) => {
      await page.getByRole("tab", { name: "Mail preview" }).click();
      await page.frameLocator("iframe").locator("table").first().waitFor();
    },
  },
  { name: "coverage", path: () => "/coverage", ready: table },
  { name: "incidents", path: () => "/incidents", ready: table },
  {
    name: "incident",
    path: ({ incidentId }) => `/incidents/${incidentId}`,
    ready: (page) => page.locator("time").first().waitFor(),
  },
  {
    name: "delivery",
    path: ({ deliveryId }) => `/deliveries/${deliveryId}`,
    ready: (page) => page.frameLocator("iframe").locator("table").first().waitFor(),
  },
];

const folder = join(root, "docs/screenshots");
await mkdir(folder, { recursive: true });
await using opened = await openConsole();
/** The page of the set-up is gone once somebody has used it. */
await using untouched = await startProduct();
const furnished = await furnish(opened.admin);
for (const width of [1280, 390]) {
  for (const scheme of ["light", "dark"] as const) {
    const page = await opened.openPage({ width, height: width === 390 ? 844 : 800, scheme });
    await page.goto(`${untouched.url}/setup#token=${untouched.setupToken}`);
    await page.getByRole("button", { name: "Set up" }).waitFor();
    await page.screenshot({ path: join(folder, `set-up-${width}-${scheme}.png`) });
    for (const { name, path, ready } of pictures) {
      await page.goto(path(furnished));
      await page.getByRole("heading", { level: 1 }).waitFor();
      await ready(page);
      await page.screenshot({ path: join(folder, `${name}-${width}-${scheme}.png`) });
      console.log(`${name}, ${width} wide, ${scheme}`);
    }
    await page.context().close();
  }
}
