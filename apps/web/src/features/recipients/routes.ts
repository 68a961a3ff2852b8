import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { consoleRoute } from "../../lib/routes.ts";

export const recipientRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "recipients",
    validateSearch: z.object({ cursor: z.string().optional().catch(undefined) }),
    component: lazyRouteComponent(() => import("./recipients-page.tsx"), "RecipientsPage"),
  }),
] as const;
