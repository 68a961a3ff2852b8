import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../lib/routes.ts";
import { queueSearch } from "./queue-search.ts";

export const incidentRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "incidents",
    validateSearch: queueSearch,
    component: lazyRouteComponent(() => import("./incidents-page.tsx"), "IncidentsPage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "incidents/$id",
    component: lazyRouteComponent(() => import("./incident-page.tsx"), "IncidentPage"),
  }),
] as const;
