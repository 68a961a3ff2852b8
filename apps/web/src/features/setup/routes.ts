import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { publicRoute } from "../../lib/routes.ts";

export const setupRoutes = [
  createRoute({
    getParentRoute: () => publicRoute,
    path: "setup",
    component: lazyRouteComponent(() => import("./setup-page.tsx"), "SetupPage"),
  }),
] as const;
