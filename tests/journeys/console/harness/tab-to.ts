import type { Page } from "playwright-core";

const tabsMax = 80;

/** Presses Tab until the focus is on what has this role and name, as a person without a mouse does. */
export const tabTo = async (
  page: Page,
  role: Parameters<Page["getByRole"]>[0],
  name: string | RegExp,
): Promise<void> => {
  const wanted = page.getByRole(role, { name, exact: typeof name === "string" });
  for (let pressed = 0; pressed < tabsMax; pressed += 1) {
    await page.keyboard.press("Tab");
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${tabsMax} presses of Tab did not reach the ${role} ${name}`);
};
