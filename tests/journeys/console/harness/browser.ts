import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = "/usr/bin/chromium";

/**
 * Whether there is a browser to drive. Where there is none the journeys are skipped with a line that says so, which is a
 * failure under CI.
 */
export const hasBrowser = (): boolean => {
  if (existsSync(executablePath)) return true;
  console.log(`The journeys of the console want ${executablePath} (apt-get install chromium): skipped`);
  return false;
};

/** Without a sandbox, since tests may run as root; and without anything that Chromium does on the network by itself. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
