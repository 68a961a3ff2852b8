import { createRootRoute, createRoute } from "@tanstack/react-router";

/** Above every page. What it shows is said in `app/router.tsx`. */
export const rootRoute = createRootRoute();

/** Above every page that only people who are signed in may open, inside the frame with the navigation. */
export const consoleRoute = createRoute({ getParentRoute: () => rootRoute, id: "console" });

/** Above every page that anybody may open, such as the set-up: without navigation. */
export const publicRoute = createRoute({ getParentRoute: () => rootRoute, id: "public" });
