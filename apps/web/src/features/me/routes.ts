import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../lib/routes.ts";

export const meRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "me",
    component: lazyRouteComponent(() => import("./me-page.tsx"), "MePage"),
  }),
] as const;
