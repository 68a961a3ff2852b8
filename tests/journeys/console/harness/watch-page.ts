import type { Page } from "playwright-core";

/** Tells of everything in a page that is a fault of ours, whether or not anybody would see it. */
export const watchPage = async (page: Page, tell: (fault: string) => void): Promise<void> => {
  page.on("pageerror", (error) => tell(`${page.url()}: ${error.message}`));
  page.on("console", (message) => {
    // A refusal by the api is an answer, which the page shows; Chromium writes it down as an error all the same.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      tell(`${page.url()}: ${message.text()}`);
    }
  });
  await page.exposeFunction("tellOfBreach", tell);
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) => {
      const { tellOfBreach } = window as unknown as { tellOfBreach: (fault: string) => void };
      tellOfBreach(
        `${location.href}: policy ${violatedDirective} broken by ${blockedURI || "inline"} in ${sourceFile}`,
      );
    });
  });
};
