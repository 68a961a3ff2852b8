import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { publicRoute } from "../../lib/routes.ts";
import { signOnProblemSchema } from "./problems.ts";

export const signInRoutes = [
  createRoute({
    getParentRoute: () => publicRoute,
    path: "sign-in",
    validateSearch: z.object({ problem: signOnProblemSchema.optional().catch(undefined) }),
    component: lazyRouteComponent(() => import("./sign-in-route-page.tsx"), "SignInRoutePage"),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: "forgot",
    component: lazyRouteComponent(() => import("./forgot-page.tsx"), "ForgotPage"),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: "reset/$token",
    component: lazyRouteComponent(() => import("./reset-page.tsx"), "ResetPage"),
  }),
  createRoute({
    getParentRoute: () => publicRoute,
    path: "invite/$token",
    component: lazyRouteComponent(() => import("./invite-page.tsx"), "InvitePage"),
  }),
] as const;
