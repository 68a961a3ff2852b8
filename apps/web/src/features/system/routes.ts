import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../lib/routes.ts";

export const systemRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "system",
    component: lazyRouteComponent(() => import("./system-page.tsx"), "SystemPage"),
  }),
] as const;
