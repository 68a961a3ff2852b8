import { createRoute, createRouter } from "@tanstack/react-router";
import { consoleRoute, publicRoute, rootRoute } from "../lib/routes.ts";
import { ConsoleFrame, PublicFrame, Root } from "./frames.tsx";
import { consolePages, publicPages } from "./pages.ts";
import { CrashPage, MissingPage, OpeningPage } from "./standing-pages.tsx";

/** Every address that no page has, inside the frame: with the way round beside it. */
const missingRoute = createRoute({ getParentRoute: () => consoleRoute, path: "$", component: MissingPage });

const routeTree = rootRoute
  .update({ component: Root })
  .addChildren([
    publicRoute.update({ component: PublicFrame }).addChildren(publicPages),
    consoleRoute.update({ component: ConsoleFrame }).addChildren([...consolePages, missingRoute]),
  ]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultPendingMs: 150,
  defaultPendingComponent: OpeningPage,
  defaultNotFoundComponent: MissingPage,
  defaultErrorComponent: CrashPage,
  // A page that is reached anew starts at its top; back and forward return to where one was.
  scrollRestoration: true,
  trailingSlash: "never",
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
