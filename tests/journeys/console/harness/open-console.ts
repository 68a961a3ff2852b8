import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { administrator, type Client } from "../../harness/client.ts";
import { type Product, startProduct } from "../../harness/product.ts";
import { startBrowser } from "./browser.ts";
import { watchPage } from "./watch-page.ts";

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly scheme?: "light" | "dark";
  readonly language?: "en" | "nl";
}

/** The built product with a browser in front of it. */
export interface Console extends AsyncDisposable {
  readonly product: Product;
  /** Speaks to the api as the administrator. */
  readonly admin: Client;
  /** A fresh profile, signed in as the administrator unless told otherwise. */
  openPage(look?: Look & { readonly signedIn?: boolean }): Promise<Page>;
  /** What went wrong in any page so far that no person would see: breaches of the policy, errors, sentences without words. */
  readonly faults: readonly string[];
}

/** Doubles of what is polled stand on loopback. */
const ownHosts = { TOCSIN_POLL_HOSTS: "127.0.0.1" };

/** Starts the product, sets it up and opens a browser. A file of journeys does so once. */
export const openConsole = async (env: NodeJS.ProcessEnv = {}): Promise<Console> => {
  const [product, browser] = await Promise.all([startProduct({ ...ownHosts, ...env }), startBrowser()]);
  const admin = await product.client.setUp(product.setupToken);
  const faults: string[] = [];
  const contexts: BrowserContext[] = [];
  return {
    product,
    admin,
    faults,
    openPage: async ({ width = 1280, height = 900, scheme = "light", language = "en", signedIn = true } = {}) => {
      const options: BrowserContextOptions = {
        baseURL: product.url,
        viewport: { width, height },
        colorScheme: scheme,
        locale: language === "nl" ? "nl-NL" : "en-GB",
        timezoneId: "Europe/Amsterdam",
        reducedMotion: "reduce",
      };
      const context = await browser.newContext(options);
      contexts.push(context);
      if (signedIn) await signIn(context, product.url);
      const page = await context.newPage();
      await watchPage(page, (fault) => faults.push(fault));
      return page;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      await product[Symbol.asyncDispose]();
    },
  };
};

/** Signs a profile in before any page is open, as a page of the console does: the session is in a cookie from then on. */
export const signIn = async (
  context: BrowserContext,
  url: string,
  who: { readonly email: string; readonly password: string } = administrator,
): Promise<void> => {
  const answer = await context.request.post("/api/v1/sign-in", { data: who, headers: { origin: url } });
  if (!answer.ok()) throw new Error(`${who.email} could not sign in: ${await answer.text()}`);
};
