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

/** The last 30 days are worked out beside the form. */
const replayed = (page: Page) => page.locator("aside figure").waitFor();
const table = (page: Page) => page.getByRole("table").first().waitFor();

/** A line for each page; what stands on it comes from `furnish.ts`. */
export const pages: readonly ConsolePage[] = [
  { name: "home", path: "/" },
  { name: "sign in, on the way to a page", path: "/incidents", signedIn: false },
  { name: "sign in", path: "/sign-in?problem=noAccount", signedIn: false },
  { name: "a forgotten password", path: "/forgot", signedIn: false },
  { name: "a reset whose link is over", path: "/reset/no-such-token", signedIn: false },
  { name: "an invitation that is over", path: "/invite/no-such-token", signedIn: false },
  { name: "set up", path: "/setup", signedIn: false },
  { name: "incidents", path: "/incidents", ready: table },
  {
    name: "an incident",
    path: ({ incidentId }) => `/incidents/${incidentId}`,
    ready: (page) => page.locator("time").first().waitFor(),
  },
  { name: "rules", path: "/rules", ready: table },
  {
    name: "a rule",
    path: ({ ruleId }) => `/rules/${ruleId}`,
    ready: (page) => page.locator("ol time").first().waitFor(),
  },
  { name: "a new rule", path: "/rules/new", ready: replayed },
  { name: "the settings of a rule", path: "/rules/new?step=settings", ready: replayed },
  { name: "the recipients of a rule", path: ({ ruleId }) => `/rules/${ruleId}/edit?step=recipients`, ready: replayed },
  { name: "the review of a rule", path: ({ ruleId }) => `/rules/${ruleId}/edit?step=review`, ready: replayed },
  { name: "deliveries", path: "/deliveries", ready: table },
  { name: "decisions", path: "/deliveries?view=decisions&outcome=any", ready: table },
  {
    name: "a delivery",
    path: ({ deliveryId }) => `/deliveries/${deliveryId}`,
    ready: (page) => page.locator("iframe").waitFor(),
  },
  { name: "coverage", path: "/coverage", ready: table },
  {
    name: "the first steps",
    path: "/get-started",
    ready: (page) =>
      page
        .getByRole("button", { name: /(?:attack|aanval)/ })
        .first()
        .waitFor(),
  },
  { name: "recipients", path: "/recipients", ready: table },
  { name: "silences", path: "/silences", ready: table },
  {
    name: "a new silence",
    path: "/silences/new",
    ready: (page) => page.getByRole("checkbox", { name: /Amsterdam/ }).waitFor(),
  },
  {
    name: "a silence",
    path: ({ silenceId }) => `/silences/${silenceId}`,
    ready: (page) => page.getByRole("checkbox", { name: /Amsterdam/ }).waitFor(),
  },
  { name: "device groups", path: "/device-groups", ready: table },
  {
    name: "a new device group",
    path: "/device-groups/new",
    ready: (page) => page.getByRole("button", { name: /^(?:Create|Groep)/ }).waitFor(),
  },
  { name: "sources", path: "/sources", ready: table },
  {
    name: "a source",
    path: ({ sourceId }) => `/sources/${sourceId}`,
    ready: (page) => page.getByLabel(/^(?:Minimum level|Laagste niveau)$/).waitFor(),
  },
  {
    name: "a source that is polled",
    path: ({ polledSourceId }) => `/sources/${polledSourceId}`,
    ready: (page) => page.getByRole("textbox", { name: /tenant/ }).waitFor(),
  },
  {
    name: "a new source",
    path: "/sources/new",
    ready: (page) => page.getByRole("combobox").first().waitFor(),
  },
  { name: "mail transport", path: "/mail", ready: (page) => page.getByRole("button", { name: /^Test/ }).waitFor() },
  { name: "users", path: "/users", ready: table },
  {
    name: "a user",
    path: ({ userId }) => `/users/${userId}`,
    ready: (page) => page.locator("ul li button").first().waitFor(),
  },
  { name: "the roles", path: "/roles", ready: table },
  { name: "the audit log", path: "/audit", ready: table },
  { name: "settings", path: "/settings", ready: table },
  { name: "my profile", path: "/me", ready: table },
  { name: "system health", path: "/system", ready: (page) => page.getByRole("switch", { name: /mail/i }).waitFor() },
  { name: "an address without a page", path: "/no-such-page" },
];
