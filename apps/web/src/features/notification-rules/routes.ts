import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { consoleRoute } from "../../lib/routes.ts";
import { rulesSearchSchema } from "./rules-search.ts";

const optionalText = z.string().optional().catch(undefined);
const step = z.enum(["basics", "settings", "recipients", "review"]).optional().catch(undefined);

export const ruleRoutes = [
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "rules",
    validateSearch: rulesSearchSchema,
    component: lazyRouteComponent(() => import("./rules-page.tsx"), "RulesPage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "rules/new",
    /** `from` is the rule to start from. */
    validateSearch: z.object({ step, from: optionalText }),
    component: lazyRouteComponent(() => import("./wizard/wizard-page.tsx"), "NewRulePage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "rules/$id",
    component: lazyRouteComponent(() => import("./rule-page.tsx"), "RulePage"),
  }),
  createRoute({
    getParentRoute: () => consoleRoute,
    path: "rules/$id/edit",
    validateSearch: z.object({ step }),
    component: lazyRouteComponent(() => import("./wizard/wizard-page.tsx"), "EditRulePage"),
  }),
] as const;
