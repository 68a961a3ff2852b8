import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../lib/routes.ts";

export const firstRunRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "get-started",
    component: lazyRouteComponent(() => import("./get-started-page.tsx"), "GetStartedPage"),
  }),
] as const;
