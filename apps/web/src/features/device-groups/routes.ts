import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../lib/routes.ts";

const editor = () => import("./device-group-page.tsx");

export const deviceGroupRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "device-groups",
    component: lazyRouteComponent(() => import("./device-groups-page.tsx"), "DeviceGroupsPage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "device-groups/new",
    component: lazyRouteComponent(editor, "NewDeviceGroupPage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "device-groups/$id",
    component: lazyRouteComponent(editor, "DeviceGroupPage"),
  }),
] as const;
