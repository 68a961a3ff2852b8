import type { Page } from "playwright-core";

/** A page of the console, for everything that every page has to keep. */
export interface ConsolePage {
  readonly path: string;
  readonly signedIn?: false;
  /** When it shows what it is for: a role and a name that it has by then, beside its `h1`. */
  readonly ready?: (page: Page) => Promise<unknown>;
}

/** A line for each page; what it shows comes from `furnish.ts`. */
export const pages: readonly ConsolePage[] = [
  { path: "/" },
  { path: "/", signedIn: false },
  { path: "/incidents", ready: (page) => page.getByRole("table").waitFor() },
  { path: "/no-such-page" },
];
