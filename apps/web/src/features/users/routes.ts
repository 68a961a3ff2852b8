import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { consoleRoute } from "../../lib/routes.ts";

export const userRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "users",
    validateSearch: z.object({ cursor: z.string().optional().catch(undefined) }),
    component: lazyRouteComponent(() => import("./users-page.tsx"), "UsersPage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "users/$id",
    component: lazyRouteComponent(() => import("./user-page.tsx"), "UserPage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "roles",
    component: lazyRouteComponent(() => import("./roles-page.tsx"), "RolesPage"),
  }),
] as const;
