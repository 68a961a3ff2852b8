import type { Page } from "playwright-core";
import type { Furnished } from "./furnish.ts";

/** A page of the console, for everything that every page has to keep. */
export interface ConsolePage {
  readonly name: string;
  readonly path: string | ((furnished: Furnished) => string);
  readonly signedIn?: false;
  /** When it shows what it is for, beyond its `h1`. */
  readonly ready?: (page: Page) => Promise<unknown>;
}

const table = (page: Page) => page.getByRole("table").first().waitFor();

/** A line for each page; what stands on it comes from `furnish.ts`. */
export const pages: readonly ConsolePage[] = [
  { name: "home", path: "/" },
  { name: "sign in", path: "/", signedIn: false },
  { name: "set up", path: "/setup", signedIn: false },
  { name: "incidents", path: "/incidents", ready: table },
  {
    name: "an incident",
    path: ({ incidentId }) => `/incidents/${incidentId}`,
    ready: (page) => page.locator("time").first().waitFor(),
  },
  { name: "an address without a page", path: "/no-such-page" },
];
