import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { consoleRoute } from "../../lib/routes.ts";

export const mailRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "mail",
    validateSearch: z.object({
      kind: z.enum(["capture", "smtp", "resend", "microsoftGraph"]).optional().catch(undefined),
    }),
    component: lazyRouteComponent(() => import("./mail-page.tsx"), "MailPage"),
  }),
] as const;
