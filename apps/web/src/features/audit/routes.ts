import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { consoleRoute } from "../../lib/routes.ts";
import { auditSearchSchema } from "./audit-search.ts";

export const auditRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "audit",
    validateSearch: auditSearchSchema,
    component: lazyRouteComponent(() => import("./audit-page.tsx"), "AuditPage"),
  }),
] as const;
