import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { consoleRoute } from "../../lib/routes.ts";

export const sourceRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "sources",
    validateSearch: z.object({ cursor: z.string().optional().catch(undefined) }),
    component: lazyRouteComponent(() => import("./sources-page.tsx"), "SourcesPage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "sources/new",
    component: lazyRouteComponent(() => import("./new-source-page.tsx"), "NewSourcePage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "sources/$id",
    component: lazyRouteComponent(() => import("./source-page.tsx"), "SourcePage"),
  }),
] as const;
