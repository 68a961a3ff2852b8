import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { consoleRoute } from "../../lib/routes.ts";

const cursor = z.string().optional().catch(undefined);

export const silenceRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "silences",
    validateSearch: z.object({ state: z.enum(["upcoming", "active", "over"]).optional().catch(undefined), cursor }),
    component: lazyRouteComponent(() => import("./silences-page.tsx"), "SilencesPage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "silences/new",
    component: lazyRouteComponent(() => import("./silence-page.tsx"), "NewSilencePage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "silences/$id",
    validateSearch: z.object({ cursor }),
    component: lazyRouteComponent(() => import("./silence-page.tsx"), "SilencePage"),
  }),
] as const;
