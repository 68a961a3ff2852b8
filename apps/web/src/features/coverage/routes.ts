import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../lib/routes.ts";

export const coverageRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "coverage",
    component: lazyRouteComponent(() => import("./coverage-page.tsx"), "CoveragePage"),
  }),
] as const;
