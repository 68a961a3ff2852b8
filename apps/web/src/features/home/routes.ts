import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../lib/routes.ts";

export const homeRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "/",
    component: lazyRouteComponent(() => import("./home-page.tsx"), "HomePage"),
  }),
] as const;
