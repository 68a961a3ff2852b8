import { coverageRoutes } from "../features/coverage/routes.ts";
import { deliveryRoutes } from "../features/deliveries/routes.ts";
import { homeRoutes } from "../features/home/routes.ts";
import { incidentRoutes } from "../features/incidents/routes.ts";
import { ruleRoutes } from "../features/notification-rules/routes.ts";
import { setupRoutes } from "../features/setup/routes.ts";

/** Pages that anybody may open, without the navigation: a line for each feature. */
export const publicPages = [...setupRoutes] as const;

/** Pages for people who are signed in: a line for each feature, in the order of the navigation. */
export const consolePages = [
  // (This line keeps them apart.)
  ...homeRoutes,
  ...incidentRoutes,
  ...ruleRoutes,
  ...deliveryRoutes,
  ...coverageRoutes,
] as const;
