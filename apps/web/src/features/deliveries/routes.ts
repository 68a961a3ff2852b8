import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../lib/routes.ts";
import { logSearch } from "./log-search.ts";

export const deliveryRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "deliveries",
    validateSearch: logSearch,
    component: lazyRouteComponent(() => import("./deliveries-page.tsx"), "DeliveriesPage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "deliveries/$id",
    component: lazyRouteComponent(() => import("./delivery-page.tsx"), "DeliveryPage"),
  }),
] as const;
